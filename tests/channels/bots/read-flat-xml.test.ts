import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFlatXml } from '../../../src/channels/bots/read-flat-xml.js';

describe('flat XML of a callback', () => {
  it('is read field by field, text and CDATA', () => {
    const fields = readFlatXml(
      '<xml><ToUserName><![CDATA[wx1]]></ToUserName>\n<MsgId>4561255354251345929</MsgId><Empty></Empty><None/></xml>\n',
    );
    expect({ ...fields }).toEqual({
      ToUserName: 'wx1',
      MsgId: '4561255354251345929',
      Empty: '',
      None: '',
    });
  });

  it('takes the first of two fields of one name', () => {
    expect(readFlatXml('<xml><A>1</A><A>2</A></xml>')?.A).toBe('1');
  });

  it('leaves what looks like a tag inside CDATA as text', () => {
    const text = '</Content><MsgId>1</MsgId><!DOCTYPE x>&amp;';
    const fields = readFlatXml(`<xml><Content><![CDATA[${text}]]></Content></xml>`);
    expect({ ...fields }).toEqual({ Content: text });
  });

  it('joins CDATA that was split at ]]>', () => {
    expect(readFlatXml('<xml><A><![CDATA[a]]]]><![CDATA[>b]]></A></xml>')?.A).toBe('a]]>b');
  });

  it('knows the five entities of XML and numbers, and no others', () => {
    expect(readFlatXml('<xml><A>&lt;&amp;&#20013;&#x6587;&quot;</A></xml>')?.A).toBe('<&中文"');
    expect(readFlatXml('<xml><A>&xxe;</A></xml>')).toBeUndefined();
    expect(readFlatXml('<xml><A>a & b</A></xml>')).toBeUndefined();
  });

  it('passes over a field that holds elements', () => {
    const fields = readFlatXml('<xml><Info><Scale>1</Scale></Info><A>1</A></xml>');
    expect({ ...fields }).toEqual({ A: '1' });
  });

  it('has no prototype that a field could reach', () => {
    const fields = readFlatXml('<xml><__proto__>x</__proto__><constructor>y</constructor></xml>');
    expect(Object.getPrototypeOf(fields)).toBeNull();
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it.each([
    ['a DOCTYPE', '<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>&a;</A></xml>'],
    ['an ENTITY inside', '<xml><!ENTITY a "b"><A>1</A></xml>'],
    ['another root', '<html><A>1</A></html>'],
    ['a second root', '<xml><A>1</A></xml><xml></xml>'],
    ['an unclosed field', '<xml><A>1</xml>'],
    ['an unclosed CDATA', '<xml><A><![CDATA[1</A></xml>'],
    ['attributes', '<xml><A b="c">1</A></xml>'],
    ['a comment', '<xml><!-- --><A>1</A></xml>'],
    ['words between fields', '<xml>x<A>1</A></xml>'],
    ['JSON', '{"a":1}'],
    ['nothing', ''],
  ])('refuses %s', (_what, text) => {
    expect(readFlatXml(text)).toBeUndefined();
  });

  it('costs little where a megabyte of nonsense comes unsigned', () => {
    const startedAtMs = performance.now();
    for (const inner of ['&'.repeat(1_000_000), '<b>'.repeat(330_000), 'x<b/>'.repeat(200_000)]) {
      expect(readFlatXml(`<xml><a>${inner}</a></xml>`)).toBeUndefined();
    }
    expect(performance.now() - startedAtMs).toBeLessThan(500);
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      '<xml>',
      '</xml>',
      '<A>',
      '</A>',
      '<![CDATA[',
      ']]>',
      '&',
      'x',
      '<',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        readFlatXml(pieces.join(''));
      }),
    );
  });
});
