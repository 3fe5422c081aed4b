import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serverAddress } from '../../../src/widget/ask/server-address.js';

describe('an address on the server', () => {
  it.each([
    [
      '/documents/d1?quote=1-2#s1',
      'https://h.example/',
      'https://h.example/documents/d1?quote=1-2#s1',
    ],
    ['/documents/d1', 'https://h.example/wence', 'https://h.example/wence/documents/d1'],
    ['/documents/d1', 'https://h.example/wence/', 'https://h.example/wence/documents/d1'],
    ['https://h.example/documents/d1', 'https://h.example', 'https://h.example/documents/d1'],
    ['/api/ask', 'http://127.0.0.1:8787', 'http://127.0.0.1:8787/api/ask'],
  ])('%s of %s is %s', (path, baseUrl, address) => {
    expect(serverAddress(path, baseUrl)).toBe(address);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example/documents/d1',
    '/\\evil.example/x',
    '\\\\evil.example',
    'https://evil.example/',
    'http://h.example/documents/d1',
    'https://h.example.evil.example/',
    'https://user:word@h.example/documents/d1',
    'https://user@h.example/documents/d1',
    'https://h.example:444/',
    'https://[',
  ])('does not lead to %s', (path) => {
    expect(serverAddress(path, 'https://h.example/')).toBeNull();
  });

  it('stays within the gateway’s path', () => {
    expect(serverAddress('/../other', 'https://h.example/wence/')).toBeNull();
    expect(serverAddress('https://h.example/other', 'https://h.example/wence/')).toBeNull();
  });

  it('never leaves the server, whatever is printed', () => {
    fc.assert(
      fc.property(
        fc
          .array(
            fc.constantFrom(
              '/',
              '\\',
              'http:',
              'https:',
              '@',
              '.',
              'evil.example',
              'h.example',
              '\t',
              '?',
              '#',
              ':',
              '..',
              'a',
            ),
          )
          .map((parts) => parts.join('')),
        (path) => {
          const address = serverAddress(path, 'https://h.example/');
          if (address !== null) expect(new URL(address).origin).toBe('https://h.example');
        },
      ),
    );
  });
});
