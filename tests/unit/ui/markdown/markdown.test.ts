import fc from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import {
  MAX_COLOURED_CHARACTERS,
  MAX_LINK_CHARACTERS,
  MAX_MARKDOWN_BLOCKS,
  MAX_MARKDOWN_DEPTH,
  MAX_MARKDOWN_PARTS,
  MAX_TABLE_CELLS,
  MAX_TABLE_COLUMNS,
} from '../../../../lib/core/limits.ts';
import { colourCode } from '../../../../lib/ui/markdown/colour-code.ts';
import type { ColouredText } from '../../../../lib/ui/markdown/languages.ts';
import { safeLinkFrom } from '../../../../lib/ui/markdown/safe-link.ts';
import { tokensFromText } from '../../../../lib/ui/markdown/tokens-from-text.ts';
import { Markdown } from '../../../../lib/ui/markdown.tsx';

function htmlOf(text: string): string {
  const html = renderToStaticMarkup(createElement(Markdown, { text }));
  return html.replace(/^<div class="prose" dir="auto">(.*)<\/div>$/s, '$1');
}

describe('a text in Markdown', () => {
  it('has paragraphs, titles below those of the page, and rules', () => {
    expect(htmlOf('one\ntwo\n\nthree')).toBe('<p>one\ntwo</p><p>three</p>');
    expect(htmlOf('# A #\n\nB\n---\n\n***')).toBe('<h3>A</h3><h4>B</h4><hr/>');
    expect(htmlOf('one  \ntwo\\\nthree')).toBe('<p>one<br/>two<br/>three</p>');
  });

  it('has emphasis, but none within names', () => {
    expect(htmlOf('*a* **b** ***c*** ~~d~~ _e_ __f__')).toBe(
      '<p><em>a</em> <strong>b</strong> <em><strong>c</strong></em> <del>d</del> <em>e</em> <strong>f</strong></p>',
    );
    expect(htmlOf('max_fee_wei 2 * 3 * 4 a~b~')).toBe('<p>max_fee_wei 2 * 3 * 4 a~b~</p>');
    expect(htmlOf('**a *b** c*')).toBe('<p><em><em>a <em>b</em></em> c</em></p>');
  });

  it('keeps code as it was written', () => {
    expect(htmlOf('`a*b*` ``a`b``')).toBe('<p><code>a*b*</code> <code>a`b</code></p>');
    expect(htmlOf('```ts\nif (a) {\n\n  b();\n}\n```')).toContain('if (a) {\n\n  b();\n}');
    expect(htmlOf('    a\n\n    b')).toContain('a\n\nb');
    expect(htmlOf('~~~\n```\n~~~')).toContain('```');
    expect(htmlOf('``` never closed\n# a')).toContain('# a');
  });

  it('has lists within lists, dense and loose', () => {
    expect(htmlOf('- a\n- b\n  - c')).toBe('<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>');
    expect(htmlOf('3. a\n4. b')).toBe('<ol start="3"><li>a</li><li>b</li></ol>');
    expect(htmlOf('- a\n\n- b')).toBe('<ul><li><p>a</p></li><li><p>b</p></li></ul>');
    expect(htmlOf('- a\n+ b')).toBe('<ul><li>a</li></ul><ul><li>b</li></ul>');
    expect(htmlOf('In the year\n1984. Not a list.')).toContain('<p>In the year\n1984.');
  });

  it('has quotes and tables', () => {
    expect(htmlOf('> a\nb\n\nc')).toBe('<blockquote><p>a\nb</p></blockquote><p>c</p>');
    const table = htmlOf('| a | b |\n| - | -: |\n| `c` | d\\|e | f |\n\nafter');
    expect(table).toContain('<th>a</th><th style="text-align:right">b</th>');
    expect(table).toContain('<td><code>c</code></td><td style="text-align:right">d|e</td></tr>');
    expect(table).toContain('<p>after</p>');
  });

  it('has links, by address and by reference', () => {
    const link = '<a class="link" href="/ask">';
    expect(htmlOf('[a *b*](/ask)')).toContain(`${link}a <em>b</em></a>`);
    expect(htmlOf('[a][ref] [Ref]\n\n[ref]: /ask')).toContain(`${link}a</a> ${link}Ref</a>`);
    expect(htmlOf('See https://example.com/a_(b)_c).')).toContain(
      'href="https://example.com/a_(b)_c"',
    );
    expect(htmlOf('<someone@example.com>')).toContain('href="mailto:someone@example.com"');
    expect(htmlOf('ftp://a.example //b.example c.example d@e.example')).not.toContain('<a');
    expect(htmlOf('[![a](/x)](/y)')).not.toMatch(/<a [^>]*>[^<]*<a/);
    expect(htmlOf('[a [b](/x) c](/y)')).not.toMatch(/<a [^>]*>[^<]*<a/);
    expect(htmlOf('[https://a.example](/x)')).not.toMatch(/<a [^>]*>[^<]*<a/);
  });

  it('reads names and numbers of signs as text', () => {
    expect(htmlOf('&lt;b&gt; &amp;lt; &#8364; \\&lt;')).toBe(
      '<p>&lt;b&gt; &amp;lt; € &amp;lt;</p>',
    );
  });

  it('loses none of the words of a text', () => {
    const word = fc.constantFrom(
      'a',
      '*',
      '_',
      '`',
      '[',
      ']',
      '(',
      ')',
      '!',
      '\n',
      ' ',
      '> ',
      '- ',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        const letters = (of: string) => of.split('a').length - 1;
        const words = htmlOf(text)
          .replace(/<button.*?<\/button>/g, '')
          .replace(/<[^>]*>/g, '');
        // What stands in the parentheses of a link is its address, after a fence a language.
        if (!text.includes('](') && !text.includes('```'))
          expect(letters(words)).toBe(letters(text));
      }),
    );
  });
});

describe('the bounds of a text', () => {
  const KIB_32 = 32_768;
  const hostile: Record<string, string> = {
    quotes: '>'.repeat(KIB_32),
    'quotes with lists': '> - '.repeat(KIB_32 / 4),
    lists: '- '.repeat(KIB_32 / 2),
    'emphasis that never ends': '*a **b ~~c '.repeat(KIB_32 / 12),
    'emphasis around emphasis': '*a _b '.repeat(2_700) + ' c_ d*'.repeat(2_700),
    stars: `${'*'.repeat(KIB_32 / 2)}a${'*'.repeat(KIB_32 / 2)}`,
    brackets: '['.repeat(KIB_32 / 2) + ']'.repeat(KIB_32 / 2),
    'links without end': '[a]('.repeat(KIB_32 / 4),
    links: '[a](http://b)'.repeat(KIB_32 / 13),
    pictures: '!['.repeat(KIB_32 / 2),
    backticks: 'a`'.repeat(KIB_32 / 2),
    'runs of backticks': Array.from({ length: 250 }, (_, i) => '`'.repeat(i + 1)).join(' '),
    'a wide table': `${'|a'.repeat(4_000)}|\n${'|-'.repeat(4_000)}|\n${'|a'.repeat(4_000)}|`,
    'a table of short rows': `${'|a'.repeat(20)}|\n${'|-'.repeat(20)}|\n${'|\n'.repeat(16_000)}`,
    'a table without bars': `${'|a'.repeat(500)}|\n${'|-'.repeat(500)}|\n${'a\n'.repeat(14_000)}`,
    parentheses: `http://a.b/${')'.repeat(KIB_32)}`,
    definitions: '[a]: b\n'.repeat(KIB_32 / 7),
    entities: '&#x41;'.repeat(KIB_32 / 6),
    titles: '# a\n'.repeat(KIB_32 / 4),
    lines: 'a\n'.repeat(KIB_32 / 2),
    angles: '<a:'.repeat(KIB_32 / 3),
    comments: '<!--'.repeat(KIB_32 / 4),
    'quotes in quotes, a line each': Array.from({ length: 250 }, (_, i) => '>'.repeat(i)).join(
      '\n',
    ),
    'lines that quotes and lists may take': `${'> - '.repeat(20)}a\n${'b\n'.repeat(16_000)}`,
    'pictures in pictures': `${'!['.repeat(5_000)}a${'](b)'.repeat(5_000)}`,
    'labels over lines': '[a\n'.repeat(KIB_32 / 3),
    'tables one after another': '|a|\n|-|\n'.repeat(KIB_32 / 8),
    'the widest table': `${'|a'.repeat(24)}|\n${'|-'.repeat(24)}|\n${'a\n'.repeat(16_000)}`,
    'cells, as many as are drawn': `${'|a'.repeat(24)}|\n${'|-'.repeat(24)}|\n${'a\n'.repeat(168)}`,
    'emphasis, as much as is drawn': `${'*a* '.repeat(990)}\n\n`.repeat(8),
    addresses: `${'http://b.c/ '.repeat(990)}\n\n`.repeat(3),
    'addresses without a host': 'http://'.repeat(KIB_32 / 7),
    'brackets in an address': `http://a.b/${'(['.repeat(KIB_32 / 2)}`,
    'mail that is none': `${'a.'.repeat(KIB_32 / 2)}@`,
  };

  it.each(Object.entries(hostile))('hold for 32 KiB of %s', (_, text) => {
    const before = process.cpuUsage();
    htmlOf(text);
    // The processor's time, as others may use it as well. The slowest takes a third of this.
    const { user, system } = process.cpuUsage(before);
    expect(user + system).toBeLessThan(1_500_000);
  });

  it('show a text of too many blocks as it is', () => {
    expect(tokensFromText('# a\n'.repeat(MAX_MARKDOWN_BLOCKS))).toBeDefined();
    const text = '# a\n'.repeat(MAX_MARKDOWN_BLOCKS + 1);
    expect(tokensFromText(text)).toBeUndefined();
    expect(htmlOf(text)).toContain('# a\n# a');
  });

  it('show a paragraph of too many parts as it is', () => {
    const text = '*a* '.repeat(MAX_MARKDOWN_PARTS);
    expect(htmlOf(text)).toContain('<em>');
    expect(htmlOf(`${text}*a*`)).toBe(`<p>${text}*a*</p>`);
  });

  it('end quotes, lists and emphasis at a depth', () => {
    const deep = htmlOf(`${'> '.repeat(MAX_MARKDOWN_DEPTH + 3)}a`);
    expect(deep.match(/<blockquote>/g)).toHaveLength(MAX_MARKDOWN_DEPTH);
    expect(deep).toContain('&gt; &gt; &gt; a');
    const stars = htmlOf(`${'*a '.repeat(40)}${' b*'.repeat(40)}`);
    expect(stars.match(/<em>/g)?.length).toBeLessThanOrEqual(40);
    const lists = htmlOf(`${'- '.repeat(MAX_MARKDOWN_DEPTH + 3)}a`);
    expect(lists.match(/<ul>/g)).toHaveLength(MAX_MARKDOWN_DEPTH);
    expect(lists).toContain('- - - a');
    expect(stars).not.toContain('<em>'.repeat(MAX_MARKDOWN_DEPTH + 1));
  });

  it('make no table of too many columns', () => {
    const table = (columns: number) => `${'|a'.repeat(columns)}|\n${'|-'.repeat(columns)}|`;
    expect(htmlOf(table(MAX_TABLE_COLUMNS))).toContain('<table>');
    expect(htmlOf(table(MAX_TABLE_COLUMNS + 1))).not.toContain('<table>');
  });

  it('show a text of too many cells as it is', () => {
    const table = (rows: number) => `|a|b|c|d|\n|-|-|-|-|\n${'|\n'.repeat(rows - 1)}`;
    expect(tokensFromText(table(MAX_TABLE_CELLS / 4))).toBeDefined();
    expect(tokensFromText(table(MAX_TABLE_CELLS / 4 + 1))).toBeUndefined();
  });

  it('make no link of a long address', () => {
    const address = `https://example.com/${'a'.repeat(MAX_LINK_CHARACTERS)}`;
    expect(safeLinkFrom(address)).toBeUndefined();
    expect(htmlOf(`[a](${address})`)).not.toContain('<a');
  });
});

describe('the colours of code', () => {
  const textOf = (parts: readonly ColouredText[]) => parts.map(({ text }) => text).join('');

  it('change no sign of it', () => {
    const code = 'mapping(address => uint256) private ledger; // "who" <b>';
    for (const language of ['solidity', 'ts', 'js', 'json', 'sh', 'html', 'css', 'rust', 'odd']) {
      expect(textOf(colourCode(code, language))).toBe(code);
    }
    expect(colourCode('contract Loom {}', 'sol')[0]?.className).toBe('text-dye-3');
  });

  it.each(['ts', 'js', 'json', 'solidity', 'sh', 'html', 'css', 'rust'])(
    'come in time for the longest hostile code in %s',
    (language) => {
      const patterns = ['<', '(', '/*', '"', '`${', 'a ', '/a', '<a ', '${', '0', 'a{', '<!--'];
      for (const pattern of patterns) {
        const code = pattern.repeat(MAX_COLOURED_CHARACTERS / pattern.length);
        const startMs = performance.now();
        colourCode(code, language);
        expect(performance.now() - startMs).toBeLessThan(1_500);
      }
    },
  );
});
