import { fromRlp, type Hex } from 'viem';

/** What the observer wrote down of one gossip message. */
export interface HeardMessage {
  atMs: number;
  topic: string;
  /** Peer id whose signature is on the envelope. */
  author: string;
  data: Hex;
}

/** One validator's word about one view, from a vote or as its part of a certificate. */
export interface WireVote {
  kind: 'notarize' | 'nullify' | 'finalize';
  epoch: bigint;
  view: bigint;
  digest: Hex;
  /** Index in the committee of the epoch. */
  signer: number;
  /** When it was first heard. */
  atMs: number;
  /** Who sent it; undefined if it was only heard as part of a certificate. */
  author: string | undefined;
}

type Item = Hex | readonly Item[];

/**
 * Every word of every validator that was heard, once each, in the order of hearing. Decoded by
 * another library and from the description of the format, not by what is under test.
 */
export function wireVotesFrom(heard: readonly HeardMessage[]): WireVote[] {
  const found = new Map<string, WireVote>();
  for (const { topic, data, atMs, author } of heard) {
    for (const said of votesInMessage(topic, data)) {
      const key = [said.epoch, said.view, said.kind, said.digest, said.signer].join();
      const known = found.get(key);
      const sender = said.isOwn ? author : undefined;
      if (known) known.author ??= sender;
      else found.set(key, { ...withoutOwn(said), atMs, author: sender });
    }
  }
  return [...found.values()];
}

type Said = Omit<WireVote, 'atMs' | 'author'> & { isOwn: boolean };

function withoutOwn({ isOwn: _, ...vote }: Said): Omit<WireVote, 'atMs' | 'author'> {
  return vote;
}

/** `[type, content]`; proposals come as `[0, message]`, or by hash when they are large. */
function votesInMessage(topic: string, data: Hex): Said[] {
  const outer = list(fromRlp(data, 'hex'));
  if (topic === 'proposals') {
    if (outer[0] !== '0x00') return [];
    return votesInItem(fromRlp(bytes(outer[1]), 'hex'));
  }
  return votesInItem(outer);
}

function votesInItem(message: Item): Said[] {
  const [type, content] = list(message);
  if (type === '0x02') return [voteOf(content)];
  if (type === '0x03') return votesOfCertificate(content);
  const [, , nullifications, justify, vote] = list(content);
  const certificates = [...list(nullifications), justify].filter((item) => list(item).length > 0);
  return [voteOf(vote), ...certificates.flatMap(votesOfCertificate)];
}

function voteOf(item: Item | undefined): Said {
  const [statement, signer] = list(item);
  return { ...statementOf(statement), signer: Number(uint(signer)), isOwn: true };
}

/** Member i is bit i % 8, least significant first, of byte i / 8. */
function votesOfCertificate(item: Item | undefined): Said[] {
  const [statement, bitmap] = list(item);
  const said = statementOf(statement);
  const bits = [...Buffer.from(bytes(bitmap).slice(2), 'hex')].flatMap((byte) =>
    Array.from({ length: 8 }, (_, bit) => (byte & (1 << bit)) !== 0),
  );
  return bits.flatMap((isSet, signer) => (isSet ? [{ ...said, signer, isOwn: false }] : []));
}

function statementOf(item: Item | undefined) {
  const [kind, epoch, view, digest] = list(item);
  const name = KINDS[Number(uint(kind))];
  if (!name) throw new RangeError(`no kind of vote: ${String(kind)}`);
  return { kind: name, epoch: uint(epoch), view: uint(view), digest: bytes(digest) };
}

const KINDS = [undefined, 'notarize', 'nullify', 'finalize'] as const;

function list(item: Item | undefined): readonly Item[] {
  if (Array.isArray(item)) return item;
  throw new RangeError(`expected a list, heard ${String(item)}`);
}

function bytes(item: Item | undefined): Hex {
  if (typeof item === 'string') return item;
  throw new RangeError('expected bytes, heard a list');
}

function uint(item: Item | undefined): bigint {
  const hex = bytes(item);
  return hex === '0x' ? 0n : BigInt(hex);
}
