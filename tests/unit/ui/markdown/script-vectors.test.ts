import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Markdown } from '../../../../lib/ui/markdown.tsx';
import { SCRIPT_VECTORS } from './script-vectors.ts';

/** The words of a list, one of which the whole must be. */
function oneOf(words: string): RegExp {
  return new RegExp(`^(${words.trim().split(/\s+/).join('|')})$`);
}

const ELEMENTS = oneOf(`a p div span h3 h4 h5 pre code hr blockquote ul ol li table thead tbody tr
  th td br strong em del button svg rect path`);
const ATTRIBUTES = oneOf(`class dir href target rel title tabindex start style type aria-label
  aria-hidden width height viewBox fill stroke stroke-width stroke-linecap stroke-linejoin x y rx
  ry d xmlns`);

function htmlOf(text: string): string {
  return renderToStaticMarkup(createElement(Markdown, { text }));
}

/** Every tag with its attributes, as a browser splits what React wrote. */
function tagsOf(html: string): { name: string; attributes: [string, string][] }[] {
  return [...html.matchAll(/<([a-zA-Z][^\s/>]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, name = '', rest = '']) => ({
      name,
      attributes: [...rest.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)].map(
        ([, key = '', value = '']): [string, string] => [key, value],
      ),
    }),
  );
}

describe('a hostile text', () => {
  it('is tried in more than sixty ways', () => {
    expect(new Set(SCRIPT_VECTORS).size).toBeGreaterThan(120);
  });

  it.each(SCRIPT_VECTORS)('becomes nothing but words: %j', (text) => {
    const html = htmlOf(text);
    const tags = tagsOf(html);
    // Whatever opens a tag was read above: no sign of the text opened another.
    expect(html.match(/<(?!\/)/g)?.length).toBe(tags.length);
    for (const { name, attributes } of tags) {
      expect(name).toMatch(ELEMENTS);
      for (const [key, value] of attributes) {
        expect(key).toMatch(ATTRIBUTES);
        if (key === 'href')
          expect(value).toMatch(/^(https?:\/\/[^/@]+(\/|$)|mailto:[^:?]+$|\/(?!\/)|#)/);
        if (key === 'style') expect(value).toMatch(/^text-align:(left|right|center)$/);
      }
    }
  });

  it('keeps its words for whoever reads them', () => {
    expect(htmlOf('<script>alert(1)</script>')).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(htmlOf('[the manual](javascript:alert(1))')).toContain('the manual');
    expect(htmlOf('a\u202eb')).toContain('a\ufffdb');
    expect(htmlOf('a&#x202e;b')).toContain('a\ufffdb');
  });

  it('says where its links lead, and opens them apart', () => {
    const html = htmlOf('[https://good.example](https://evil.example/a)');
    expect(html).toContain('(evil.example)');
    expect(html).toContain('rel="noopener noreferrer nofollow ugc"');
    expect(html).toContain('target="_blank"');
    expect(htmlOf('[a](https://gооd.example)')).toContain('(xn--');
    expect(htmlOf('https://gооd.example')).toContain('>https://xn--');
    expect(htmlOf('[a](/ask/?tag=bls)')).not.toContain('target');
  });

  it('loads no picture', () => {
    const html = htmlOf('![a loom](https://example.com/loom.png)');
    expect(html).not.toContain('<img');
    expect(html).toContain('Picture: a loom');
    expect(html).toContain('(example.com)');
  });
});
