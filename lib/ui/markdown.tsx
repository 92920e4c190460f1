import { Fragment, memo, type ReactNode } from 'react';
import { askMessages } from './ask-messages.ts';
import { CodeBlock } from './markdown/code-block.tsx';
import { documentFromText } from './markdown/parse-blocks.ts';
import { inlineFromText } from './markdown/parse-inline.ts';
import { SafeAnchor } from './markdown/safe-anchor.tsx';
import type { Block, Document, Inline } from './markdown/tree.ts';

type Definitions = Document['definitions'];

/**
 * What anybody wrote, as elements that this file names. There is no way from a text to HTML: what
 * is not one of these elements is text, addresses are those of `safeLinkFrom`, and pictures are
 * links that load nothing before they are followed.
 */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const document = documentFromText(text);
  if (!document) return <p className="whitespace-pre-wrap wrap-anywhere">{text}</p>;
  return (
    <div className="prose" dir="auto">
      <Blocks blocks={document.blocks} definitions={document.definitions} />
    </div>
  );
});

function Blocks({
  blocks,
  definitions,
  isTight = false,
}: {
  blocks: readonly Block[];
  definitions: Definitions;
  /** Items of a dense list: their paragraphs are lines. */
  isTight?: boolean;
}) {
  return keyed(blocks).map(([key, block]) =>
    isTight && block.kind === 'paragraph' ? (
      <Words key={key} text={block.text} definitions={definitions} />
    ) : (
      <BlockElement key={key} block={block} definitions={definitions} />
    ),
  );
}

/** Titles within a post stand below those of the page, which end with its second level. */
const HEADINGS = ['h3', 'h4', 'h5'] as const;

function BlockElement({ block, definitions }: { block: Block; definitions: Definitions }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Words text={block.text} definitions={definitions} />
        </p>
      );
    case 'heading': {
      const Heading = HEADINGS[Math.min(block.level, HEADINGS.length) - 1] ?? 'h5';
      return (
        <Heading>
          <Words text={block.text} definitions={definitions} />
        </Heading>
      );
    }
    case 'code':
      return <CodeBlock text={block.text} language={block.language} />;
    case 'rule':
      return <hr />;
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} definitions={definitions} />
        </blockquote>
      );
    case 'list':
      return <List list={block} definitions={definitions} />;
    case 'table':
      return <TableElement table={block} definitions={definitions} />;
  }
}

function List({
  list,
  definitions,
}: {
  list: Extract<Block, { kind: 'list' }>;
  definitions: Definitions;
}) {
  const items = keyed(list.items).map(([key, blocks]) => (
    <li key={key}>
      <Blocks blocks={blocks} definitions={definitions} isTight={!list.isLoose} />
    </li>
  ));
  return list.first === undefined ? <ul>{items}</ul> : <ol start={list.first}>{items}</ol>;
}

function TableElement({
  table,
  definitions,
}: {
  table: Extract<Block, { kind: 'table' }>;
  definitions: Definitions;
}) {
  const cells = (row: readonly string[], Cell: 'th' | 'td') =>
    keyed(row).map(([key, cell], i) => (
      <Cell key={key} style={{ textAlign: table.align[i] }}>
        <Words text={cell} definitions={definitions} />
      </Cell>
    ));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard
    <div className="prose-table" tabIndex={0}>
      <table>
        <thead>
          <tr>{cells(table.head, 'th')}</tr>
        </thead>
        <tbody>
          {keyed(table.rows).map(([key, row]) => (
            <tr key={key}>{cells(row, 'td')}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Words({ text, definitions }: { text: string; definitions: Definitions }) {
  return <Parts parts={inlineFromText(text, definitions)} />;
}

function Parts({ parts }: { parts: readonly Inline[] }) {
  return keyed(parts).map(([key, part]) => <Fragment key={key}>{partElement(part)}</Fragment>);
}

function partElement(part: Inline): ReactNode {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <code>{part.text}</code>;
    case 'break':
      return <br />;
    case 'strong':
      return (
        <strong>
          <Parts parts={part.children} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Parts parts={part.children} />
        </em>
      );
    case 'struck':
      return (
        <del>
          <Parts parts={part.children} />
        </del>
      );
    case 'link':
      return (
        <SafeAnchor href={part.href}>
          <Parts parts={part.children} />
        </SafeAnchor>
      );
    case 'address':
      return (
        <SafeAnchor href={part.href} isBare>
          {part.text}
        </SafeAnchor>
      );
    case 'image':
      return (
        <SafeAnchor href={part.href}>{askMessages.markdown.picture(part.alt.trim())}</SafeAnchor>
      );
  }
}

/** Parts of a text have no identity but their order, and a text that changes is another one. */
function keyed<Part>(parts: readonly Part[]): [string, Part][] {
  return parts.map((part, i) => [`${i}`, part]);
}
