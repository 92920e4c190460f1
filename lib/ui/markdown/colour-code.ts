import bash from 'highlight.js/lib/languages/bash';
import css from 'highlight.js/lib/languages/css';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import rust from 'highlight.js/lib/languages/rust';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import { createLowlight } from 'lowlight';
import type { ColouredText } from './languages.ts';
import { solidity } from './solidity.ts';

type Root = ReturnType<ReturnType<typeof createLowlight>['highlight']>;
type Child = Root['children'][number];

const lowlight = createLowlight({ bash, css, javascript, json, rust, solidity, typescript, xml });
lowlight.registerAlias({
  bash: ['sh', 'shell'],
  javascript: ['js', 'jsx'],
  rust: ['rs'],
  solidity: ['sol'],
  typescript: ['ts', 'tsx'],
  xml: ['html'],
});

/** The few kinds of words that have a colour of their own; the rest is ink. */
const COLOURS: Readonly<Record<string, string>> = {
  'hljs-keyword': 'text-dye-3',
  'hljs-built_in': 'text-dye-3',
  'hljs-literal': 'text-dye-3',
  'hljs-type': 'text-dye-3',
  'hljs-tag': 'text-dye-3',
  'hljs-name': 'text-dye-3',
  'hljs-string': 'text-care',
  'hljs-number': 'text-care',
  'hljs-regexp': 'text-care',
  'hljs-comment': 'text-ink-3',
  'hljs-meta': 'text-ink-3',
};

/** The stretches of code in one of `languages.ts`, each with the colour of what it stands in. */
export function colourCode(code: string, language: string): ColouredText[] {
  if (!lowlight.registered(language)) return [{ text: code, className: undefined }];
  const coloured: ColouredText[] = [];
  // Not by recursion: code may open as many things within each other as it has signs.
  const ahead: { child: Child; className: string | undefined }[] = [];
  const visit = (children: readonly Child[], className: string | undefined) => {
    for (const child of children.toReversed()) ahead.push({ child, className });
  };
  visit(lowlight.highlight(language, code).children, undefined);
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    const { child, className } = next;
    if (child.type === 'text') coloured.push({ text: child.value, className });
    if (child.type === 'element') visit(child.children, colourOf(child) ?? className);
  }
  return coloured;
}

function colourOf({ properties }: Extract<Child, { type: 'element' }>): string | undefined {
  const names = properties.className;
  return Array.isArray(names) ? COLOURS[`${names[0]}`] : undefined;
}
