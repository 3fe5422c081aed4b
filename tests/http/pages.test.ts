import { describe, expect, it } from 'vitest';
import { documentText, fakeApp, quote, quoteEnd, quoteStart } from './fake-service.js';

const browser = { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };

async function html(path: string): Promise<string> {
  const response = await fakeApp().app.request(path, browser);
  expect(response.headers.get('Content-Type')).toMatch(/^text\/html; charset=utf-8/i);
  return response.text();
}

/** The address to which the form without scripts sends a question. */
function plain(question: string): string {
  return `/?${new URLSearchParams({ q: question, plain: '1' })}`;
}

/** The words that a reader sees marked. */
function marked(page: string): string {
  return [...page.matchAll(/<mark[^>]*>(.*?)<\/mark>/gs)]
    .map((match) => match[1] ?? '')
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

describe('the question page', () => {
  it('is a form that works without scripts', async () => {
    const page = await html('/');
    expect(page).toMatch(/^<!DOCTYPE html>/i);
    expect(page).toMatch(/<form[^>]* action="\/"[^>]* method="get"/);
    expect(page).toMatch(/<input[^>]* name="q"/);
    expect(page).toMatch(/<input type="hidden" name="plain" value="1"/);
    expect(page).toContain('href="/documents/d1"');
    expect(page).toMatch(/<a href="\/\?q=[^"]+">/);
    expect(page).not.toMatch(/<script>|<style|style="| on\w+="/);
  });

  it('stands inside the element that takes it over, beside its script and styles', async () => {
    const page = await html('/');
    expect(page).toMatch(/<wence-chat mode="page" language="zh"><main.*<form.*<\/wence-chat>/s);
    expect(page).toMatch(/<script type="module" src="\/assets\/[^"]+"/);
    expect(page).toMatch(/<link rel="stylesheet" href="\/assets\/[^"]+"/);
    expect(page).toMatch(/<meta name="description" content="[^"]+"/);
    expect(page.match(/<meta name="theme-color"/g)).toHaveLength(2);
  });

  it('leaves a question in its address to the script, and leads those without one to the answer', async () => {
    const page = await html(`/?q=${encodeURIComponent('招商重点')}`);
    expect(page).not.toContain('<article class="answer');
    expect(page).toContain('value="招商重点"');
    const [, to] = /<noscript><meta http-equiv="refresh" content="0; url=([^"]+)"/.exec(page) ?? [];
    expect(to?.replaceAll('&amp;', '&')).toBe(plain('招商重点'));
    expect(await html('/')).not.toContain('<noscript>');
  });

  it('that answers has no script, which would answer again', async () => {
    const page = await html(plain('招商重点'));
    expect(page).toContain('<article class="answer');
    expect(page).not.toContain('<script');
    expect(page).not.toContain('<wence-chat');
  });

  it('answers under the box, with its citations linked to the reader', async () => {
    const page = await html(plain('招商重点'));
    expect(page).toContain(quote.slice(0, 2));
    expect(page).toContain(`href="/documents/d1?quote=${quoteStart}-${quoteEnd}#s1-1"`);
    expect(page).toContain('按 2023 年文件回答');
    expect(page).not.toContain('[1]');
  });

  it('keeps a mark on one line with the letter before it', async () => {
    const page = await html(plain('招商重点'));
    expect(page).toMatch(/<span class="with-mark">[^<]<a class="mark"/);
    expect(page).not.toMatch(/<\/span><a class="mark"/);
  });

  it('shows a quotation that stands in the answer in short under it', async () => {
    const page = await html(plain('招商重点'));
    expect(page).toContain('<blockquote class="repeated">');
    const refusal = await html(plain('拒答'));
    expect(refusal).toContain('<blockquote>');
    expect(refusal).not.toContain('class="repeated"');
  });

  it('shows a refusal with the nearest sections', async () => {
    const page = await html(plain('拒答'));
    expect(page).toContain('文件没有说。');
    expect(page).toContain('最接近的章节');
    expect(page).toContain('#s1-1"');
  });

  it('shows what is wrong with a question that is too long, and keeps it', async () => {
    const response = await fakeApp().app.request(plain('x'.repeat(1001)), browser);
    expect(response.status).toBe(400);
    const page = await response.text();
    expect(page).toContain('最多 1000 个字符');
    expect(page).toContain('x'.repeat(1001));
  });

  it('shows words of questions and documents as words, never as markup', async () => {
    const attack = '<img src=x onerror=alert(2)>"\'</title><script>alert(3)</script>';
    const page = await html(plain(attack));
    expect(page).not.toMatch(/<img/i);
    expect(page).not.toMatch(/<script>/i);
    expect(page).toContain('&lt;img src=x onerror=alert(2)&gt;');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('tells a person in words and a program in JSON', async () => {
    const { app } = fakeApp({
      state: () => ({ kind: 'loading', progress: { message: '正在读取文件', done: 0, total: 0 } }),
    });
    const person = await app.request('/', browser);
    expect(person.status).toBe(503);
    expect(person.headers.get('Refresh')).not.toBeNull();
    expect(await person.text()).toContain('正在读取文件');
    const program = await app.request('/', { headers: { Accept: 'application/json' } });
    expect(await program.json()).toMatchObject({ error: { code: 'not_ready' } });
    const broken = await fakeApp().app.request(plain('故障'), browser);
    expect(broken.status).toBe(500);
    expect(await broken.text()).not.toContain('secret inner words');
  });
});

describe('the reader', () => {
  it('gives every section its id and its place in the contents', async () => {
    const page = await html('/documents/d1');
    for (const id of ['s1', 's1-1', 's1-2', 's2']) {
      expect(page).toContain(`<section id="${id}"`);
      expect(page).toContain(`href="#${id}"`);
    }
    expect(page).not.toContain('<mark');
    expect(page).toMatch(
      /<h1 class="title"><span class="title-line">2023年测试工作要点<\/span><\/h1>/,
    );
  });

  it('shows every word of the document, in order, as a word', async () => {
    const page = await html('/documents/d1');
    expect(page).not.toMatch(/<img/i);
    const words = (page.split('<main')[1] ?? '')
      .replace(/<footer.*$/s, '')
      .replace(/<ul class="facts".*?<\/ul>/s, '')
      .replace(/^[^>]*>/, '')
      .replace(/<a class="anchor".*?<\/a>/g, '')
      .replace(/<[^>]+>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>');
    expect(words.replace(/\s/g, '')).toBe(documentText.replace(/\s/g, ''));
  });

  it('marks exactly the quoted words', async () => {
    expect(marked(await html(`/documents/d1?quote=${quoteStart}-${quoteEnd}#s1-1`))).toBe(quote);
  });

  it('marks a quotation that runs over headings and lines', async () => {
    const start = documentText.indexOf('（一）');
    const end = documentText.indexOf('保障措施') + 2;
    const wanted = documentText.slice(start, end).replace(/\s/g, '');
    const page = await html(`/documents/d1?quote=${start}-${end}`);
    expect(marked(page).replace(/\s/g, '')).toBe(wanted);
    expect(page.match(/id="-quote"/g)).toHaveLength(1);
  });

  it('marks a quotation in the title block', async () => {
    expect(marked(await html('/documents/d1?quote=0-5'))).toBe('2023年');
  });

  it('cuts a range to the text and never cuts through a character', async () => {
    const emoji = documentText.indexOf('😀');
    expect(marked(await html(`/documents/d1?quote=${emoji + 1}-${emoji + 2}`))).toBe('😀');
    const last = documentText.length - 3;
    expect(marked(await html(`/documents/d1?quote=${last}-999999999`))).toBe('责任。');
  });

  for (const range of [
    '',
    '5',
    '5-',
    '-5',
    '9-3',
    '4-4',
    '1e3-2e3',
    '999999-1000000',
    '0-5,6-7',
    '<img>',
  ]) {
    it(`reads on without a mark for the range “${range}”`, async () => {
      const page = await html(`/documents/d1?quote=${encodeURIComponent(range)}`);
      expect(page).not.toContain('<mark');
    });
  }

  it('says what is known of the document, and prints its absolute address on paper', async () => {
    const page = await html('/documents/d1');
    expect(page).toMatch(/<ul class="facts"[^>]*><li><bdi>2023年1月5日<\/bdi><\/li><\/ul>/);
    expect(page).toContain('<bdi>http://localhost/documents/d1</bdi>');
    expect(page).toContain('<bdi>测试.txt</bdi>');
    const { app } = fakeApp({ environment: { WENCE_PUBLIC_URL: 'https://wence.example/' } });
    const published = await app.request('/documents/d1', browser);
    expect(await published.text()).toContain('<bdi>https://wence.example/documents/d1</bdi>');
  });

  it('gives every clause a link that works without scripts', async () => {
    const page = await html('/documents/d1');
    expect(page).toContain('<a class="anchor" href="#s1-1" aria-label="链接：一、（一）">');
  });

  it('has the quotation with its title and address ready to be copied, for a script to offer', async () => {
    const page = await html(`/documents/d1?quote=${quoteStart}-${quoteEnd}#s1-1`);
    expect(page).toMatch(/<button[^>]* class="copy-quote" hidden/);
    expect(page).toContain(`data-words="“${quote}”（《2023年测试工作要点》一、（一））"`);
    expect(await html('/documents/d1')).not.toContain('copy-quote');
  });

  it('sets headings by their rank, and lets them be moved by without a gap', async () => {
    const page = await html('/documents/d1');
    expect(page).toMatch(/<h2 class="heading first">一、加强招商&lt;img/);
    expect(page).toMatch(
      /<b class="run-in second" role="heading" aria-level="3">（一）突出重点产业。/,
    );
    expect(page).not.toMatch(/<h[4-6]/);
  });

  it('says in words that a document is unknown', async () => {
    const response = await fakeApp().app.request('/documents/%3Cimg%20src=x%3E', browser);
    expect(response.status).toBe(404);
    const page = await response.text();
    expect(page).toContain('没有这份文件');
    expect(page).not.toMatch(/<img/);
  });
});
