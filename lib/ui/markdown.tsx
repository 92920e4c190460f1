import type { Token } from 'markdown-it';
import { Fragment, memo, type ReactNode } from 'react';
import { askMessages } from './ask-messages.ts';
import { CodeBlock } from './markdown/code-block.tsx';
import {
  type MarkdownElement,
  type MarkdownNode,
  nodesFromTokens,
  textToShow,
  wordsOf,
} from './markdown/nodes-from-tokens.ts';
import { SafeAnchor } from './markdown/safe-anchor.tsx';
import { tokensFromText } from './markdown/tokens-from-text.ts';

/**
 * What anybody wrote, as elements that this file names. There is no way from a text to HTML: what
 * is not one of these elements is text, addresses are those of `safeLinkFrom`, and pictures are
 * links that load nothing before they are followed.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const tokens = tokensFromText(text);
  if (!tokens) return <p className="whitespace-pre-wrap wrap-anywhere">{textToShow(text)}</p>;
  return (
    <div className="prose" dir="auto">
      {elementsOf(nodesFromTokens(tokens))}
    </div>
  );
});

/** Nodes have no identity but their order, and a text that changes is another one. */
function elementsOf(nodes: readonly MarkdownNode[], isInLink = false): ReactNode[] {
  return nodes
    .map((node, i) => ({ node, key: `${i}` }))
    .map(({ node, key }) =>
      typeof node === 'string' ? node : <Fragment key={key}>{elementOf(node, isInLink)}</Fragment>,
    );
}

/** Titles within a post stand below those of the page, which end with its second level. */
const HEADINGS = ['h3', 'h4', 'h5'] as const;

function elementOf(element: MarkdownElement, isInLink: boolean): ReactNode {
  const { kind, token, children } = element;
  const inner = elementsOf(children, isInLink);
  switch (kind) {
    case 'paragraph':
      // Items of a dense list: their paragraphs are lines.
      return token.hidden ? inner : <p>{inner}</p>;
    case 'heading': {
      const level = Number(token.tag.slice(1));
      const Heading = HEADINGS[Math.min(level, HEADINGS.length) - 1] ?? 'h5';
      return <Heading>{inner}</Heading>;
    }
    case 'fence':
    case 'code_block':
      return <CodeBlock text={codeOf(token.content)} language={languageOf(token.info)} />;
    case 'hr':
      return <hr />;
    case 'blockquote':
      return <blockquote>{inner}</blockquote>;
    case 'bullet_list':
      return <ul>{inner}</ul>;
    case 'ordered_list':
      return <ol start={Number(token.attrGet('start') ?? 1)}>{inner}</ol>;
    case 'list_item':
      return <li>{inner}</li>;
    case 'code_inline':
      return <code>{textToShow(token.content)}</code>;
    case 'hardbreak':
      return <br />;
    case 'strong':
      return <strong>{inner}</strong>;
    case 'em':
      return <em>{inner}</em>;
    case 's':
      return <del>{inner}</del>;
    case 'link':
      return <LinkElement link={element} />;
    case 'image':
      return <Picture image={element} isInLink={isInLink} />;
    default:
      return tableElementOf(element, inner);
  }
}

function tableElementOf({ kind, token }: MarkdownElement, inner: ReactNode): ReactNode {
  switch (kind) {
    case 'table':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the keyboard
        <div className="prose-table" tabIndex={0}>
          <table>{inner}</table>
        </div>
      );
    case 'thead':
      return <thead>{inner}</thead>;
    case 'tbody':
      return <tbody>{inner}</tbody>;
    case 'tr':
      return <tr>{inner}</tr>;
    case 'th':
      return <th style={{ textAlign: alignOf(token) }}>{inner}</th>;
    case 'td':
      return <td style={{ textAlign: alignOf(token) }}>{inner}</td>;
    // What has no element of its own, as the words of a paragraph.
    default:
      return inner;
  }
}

const ALIGN = /^text-align:(left|center|right)$/;

function alignOf(token: Token): 'left' | 'center' | 'right' | undefined {
  const name = ALIGN.exec(`${token.attrGet('style') ?? ''}`)?.[1];
  return name === 'left' || name === 'center' || name === 'right' ? name : undefined;
}

/** Without the end of its last line. */
function codeOf(content: string): string {
  return textToShow(content.replace(/\n$/, ''));
}

/** The first word after a fence. */
function languageOf(info: string): string {
  const [name = ''] = info.trim().split(/[\s{]/, 1);
  return name.toLowerCase();
}

function LinkElement({ link }: { link: MarkdownElement }) {
  const { token, children } = link;
  return (
    <SafeAnchor
      href={`${token.attrGet('href') ?? ''}`}
      isBare={token.markup === 'autolink' || token.markup === 'linkify'}
    >
      {elementsOf(children, true)}
    </SafeAnchor>
  );
}

/** A link within a link would be two promises at one place. */
function Picture({ image, isInLink }: { image: MarkdownElement; isInLink: boolean }) {
  const alt = wordsOf(image.children).trim();
  if (isInLink) return alt;
  return (
    <SafeAnchor href={`${image.token.attrGet('src') ?? ''}`}>
      {askMessages.markdown.picture(alt)}
    </SafeAnchor>
  );
}
