/** A stretch of text with what it means. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'break' }
  | { kind: 'strong' | 'emphasis' | 'struck'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] }
  /** An address that stands in the text itself. */
  | { kind: 'address'; href: string; text: string }
  | { kind: 'image'; href: string; alt: string };

export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'code'; language: string; text: string }
  | { kind: 'rule' }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'list'; first: number | undefined; isLoose: boolean; items: Block[][] }
  | { kind: 'table'; head: string[]; align: Align[]; rows: string[][] };

export type Align = 'left' | 'right' | 'center' | undefined;

/** What a text is, before its inline parts are read. */
export interface Document {
  blocks: Block[];
  /** Addresses that the text defines once, by label in lower case. */
  definitions: ReadonlyMap<string, string>;
}
