import type { Block } from '../../../lib/chain/block.ts';
import type { Certificate } from '../../../lib/chain/certificate.ts';
import type { Evidence } from '../../../lib/chain/evidence.ts';
import type { Header } from '../../../lib/chain/header.ts';
import type { Statement } from '../../../lib/chain/statement.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { SimulatedSignatures } from '../signatures.ts';
import { fail } from './watcher.ts';

/**
 * The arithmetic of the protocol once more, from the words of its rules: an oracle that asked the
 * engine's own functions would make the engine's mistakes.
 */
export interface ChainFacts {
  /** Undefined for an epoch that no finalized boundary has opened. */
  termOf(epoch: bigint): Term | undefined;
  /** Validators behind the bits of a certificate; undefined if it is not valid. */
  signersOf(certificate: Certificate): number[] | undefined;
  /** Whether each of these validators signed, as one sum. */
  isSigned(statement: Statement, validators: readonly number[], signature: string): boolean;
  isHonest(process: number): boolean;
  /** Validator whose key a process has. */
  identityOf(process: number): number;
  leaderOf(term: Term, view: bigint): number;
  /** Takes the evidence of the next final block. */
  convict(block: Block): void;
  /** Whom the final block of this height convicted, in order. */
  guiltyAt(height: bigint): readonly number[];
  /**
   * Opens the next epoch, once. @throws WeftError `simulation/beyond-model` if the network kept so
   * many honest members away that those who lie have a third of what is left.
   */
  close(epoch: bigint, boundary: Block): void;
}

export interface Term {
  epoch: bigint;
  seed: Uint8Array;
  /** Validators with power, ascending, and their powers. */
  members: readonly Power[];
  total: number;
}

export interface Power {
  validator: number;
  power: number;
}

export interface FactsSetup {
  configuration: Configuration;
  signatures: SimulatedSignatures;
  genesisHash: string;
  identityOf(process: number): number;
  /** Who is elected by stake at a boundary; the configuration says it where there is none. */
  electedBy?(boundary: Header): readonly Power[];
}

export function createChainFacts(setup: FactsSetup): ChainFacts {
  const { configuration, signatures } = setup;
  const liars = new Set(configuration.byzantine.map(({ node }) => node));
  const first = new Uint8Array(32).fill(7);
  const terms = new Map<bigint, Term>();
  const founding = powersFrom(configuration.committees[0] ?? []);
  terms.set(0n, termFrom(0n, first, founding));
  const removed = new Set<number>();
  const guilty = new Map<bigint, readonly number[]>();
  const checked = new WeakMap<Certificate, number[] | undefined>();

  const isSigned: ChainFacts['isSigned'] = (statement, validators, signature) =>
    signatures.verify(
      validators,
      attestation(setup.genesisHash, statement),
      signature as `0x${string}`,
    );

  const signersOf = (certificate: Certificate): number[] | undefined => {
    const { statement, signers, signature } = certificate;
    const term = terms.get(statement.epoch);
    if (!term || signers.length !== 2 + 2 * Math.ceil(term.members.length / 8)) return undefined;
    const bits = bitsOf(signers);
    const signing = bits.flatMap((bit) => term.members[bit] ?? []);
    const power = signing.reduce((sum, member) => sum + member.power, 0);
    if (signing.length !== bits.length || power * 3 <= term.total * 2) return undefined;
    const validators = signing.map(({ validator }) => validator);
    return isSigned(statement, validators, signature) ? validators : undefined;
  };

  /** Who signed both of what no honest member signs both of; their shares are in `members`. */
  const guiltyOf = ({ first: one, second: other }: Evidence): number[] => {
    const term = terms.get(one.statement.epoch);
    const { kind, epoch, view, digest } = one.statement;
    const against = other.statement;
    const isSameView = epoch === against.epoch && view === against.view;
    const isSameKind = kind === against.kind && kind !== NULLIFY && digest !== against.digest;
    const isOpposed = kind + against.kind === NULLIFY + FINALIZE && kind !== against.kind;
    if (!term || !isSameView || !(isSameKind || isOpposed)) return [];
    const validatorsIn = (bitmap: string) =>
      bitsOf(bitmap).flatMap((bit) => term.members[bit]?.validator ?? []);
    const both = [one, other].map(({ statement, signers, signature }) => {
      const validators = validatorsIn(signers);
      return isSigned(statement, validators, signature) ? validators : [];
    });
    return (both[0] ?? []).filter((validator) => both[1]?.includes(validator));
  };

  const electedAt = (boundary: Header): readonly Power[] => {
    if (setup.electedBy) return setup.electedBy(boundary);
    const { committees } = configuration;
    const powers = powersFrom(committees[Number(BigInt(boundary.mix) % BigInt(committees.length))]);
    const staying = powers.filter(({ validator }) => !removed.has(validator));
    return staying.length > 0 ? staying : powers;
  };

  return {
    termOf: (epoch) => terms.get(epoch),
    convict: ({ header, body }) => {
      const convicted: number[] = [];
      for (const piece of body.evidence) {
        const fresh = guiltyOf(piece).filter((validator) => !removed.has(validator));
        const honest = fresh.find((validator) => !liars.has(validator));
        if (honest !== undefined) fail('I9', 'honest-convicted', `${honest} at ${header.height}`);
        if (fresh.length === 0) fail('I9', 'empty-evidence', `height ${header.height}`);
        for (const validator of fresh) removed.add(validator);
        convicted.push(...fresh);
      }
      if (body.evidence.length > MAX_EVIDENCE) fail('I10', 'much-evidence', `${header.height}`);
      guilty.set(header.height, convicted);
    },
    guiltyAt: (height) => guilty.get(height) ?? [],
    isSigned,
    isHonest: (process) => !liars.has(setup.identityOf(process)),
    identityOf: setup.identityOf,
    signersOf: (certificate) => {
      if (checked.has(certificate)) return checked.get(certificate);
      const validators = signersOf(certificate);
      checked.set(certificate, validators);
      return validators;
    },
    leaderOf: ({ seed, members, total }, view) => {
      const input = new Uint8Array(46);
      input.set(LEADER_TAG);
      input.set(seed, 6);
      new DataView(input.buffer).setBigUint64(38, view);
      let rest = Number(BigInt(keccakHex(input)) % BigInt(total));
      const leader = members.find(({ power }) => (rest -= power) < 0);
      return leader?.validator ?? fail('I1', 'no-leader', `view ${view}`);
    },
    close: (epoch, { header }) => {
      const term = terms.get(epoch) ?? fail('I12', 'unknown-epoch', `${epoch}`);
      if (terms.has(epoch + 1n)) return;
      const input = new Uint8Array(4 + 32 + 32);
      input.set(SEED_TAG);
      input.set(term.seed, 4);
      input.set(bytesOf(header.mix), 36);
      const members = electedAt(header);
      const isSaved = members.some(({ validator }) => !removed.has(validator));
      const convict = members.find(({ validator }) => isSaved && removed.has(validator));
      if (convict) fail('I12', 'convict-elected', `${convict.validator} after epoch ${epoch}`);
      const next = termFrom(epoch + 1n, bytesOf(keccakHex(input)), members);
      terms.set(epoch + 1n, next);
      const lying = members.filter(({ validator }) => liars.has(validator));
      if (lying.reduce((sum, { power }) => sum + power, 0) * 3 < next.total) return;
      throw new WeftError('simulation/beyond-model', `liars lead epoch ${epoch + 1n}`);
    },
  };
}

function termFrom(epoch: bigint, seed: Uint8Array, members: readonly Power[]): Term {
  return { epoch, seed, members, total: members.reduce((sum, { power }) => sum + power, 0) };
}

function powersFrom(powers: readonly number[] = []): Power[] {
  return powers.map((power, validator) => ({ validator, power })).filter(({ power }) => power > 0);
}

export function epochEndsAt({ nextCommitteeHash }: Header): boolean {
  return BigInt(nextCommitteeHash) !== 0n;
}

/** The 88 bytes: a tag with its length, the genesis hash, kind, epoch, view, digest. */
function attestation(genesisHash: string, { kind, epoch, view, digest }: Statement): Uint8Array {
  const bytes = new Uint8Array(88);
  const fields = new DataView(bytes.buffer);
  bytes.set(ATTEST_TAG);
  bytes.set(bytesOf(genesisHash), 7);
  bytes[39] = kind;
  fields.setBigUint64(40, epoch);
  fields.setBigUint64(48, view);
  bytes.set(bytesOf(digest), 56);
  return bytes;
}

/** `kind/epoch/view/digest` of an attestation's bytes; other signatures say nothing here. */
export function statementText(message: Uint8Array): string | undefined {
  if (message.length !== 88 || message[1] !== ATTEST_TAG[1]) return undefined;
  const fields = new DataView(message.buffer, message.byteOffset);
  const digest = Buffer.from(message.buffer, message.byteOffset + 56, 32).toString('hex');
  return `${fields.getUint8(39)}/${fields.getBigUint64(40)}/${fields.getBigUint64(48)}/0x${digest}`;
}

export function textOf({ kind, epoch, view, digest }: Statement): string {
  return `${kind}/${epoch}/${view}/${digest}`;
}

export function bitsOf(bitmap: string): number[] {
  const bits: number[] = [];
  for (let at = 2; at < bitmap.length; at += 2) {
    const byte = Number.parseInt(bitmap.slice(at, at + 2), 16);
    for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) bits.push((at / 2 - 1) * 8 + bit);
  }
  return bits;
}

function bytesOf(hex: string): Uint8Array {
  return Buffer.from(hex.slice(2), 'hex');
}

const NULLIFY = 2;
const FINALIZE = 3;
const MAX_EVIDENCE = 4;
const LEADER_TAG = Buffer.from('leader');
const SEED_TAG = Buffer.from('seed');
const ATTEST_TAG = Buffer.from('\u0006attest');
