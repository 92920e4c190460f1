import * as v from 'valibot';
import type { Genesis } from '../chain/genesis.ts';
import { type Address, type Hex, isHex } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';

/**
 * `network.json`: everything a node needs to join a chain. Integers that may exceed 2^53 are decimal
 * strings, hashes and keys 0x-hex.
 */
export interface NetworkFile {
  genesis: Genesis;
  /** One per founding member, in committee order: proof of possession over the genesis hash. */
  proofsOfPossession: readonly Hex[];
  /** Display names of founding members, in committee order. */
  validatorNames: readonly string[];
  coinSymbol: string;
  seeds: readonly {
    name: string;
    /** Multiaddrs that end in /p2p/<peer id>. */
    addresses: readonly string[];
    /** Base URL of the seed's HTTP interface. */
    http: string;
  }[];
  /** WebRTC ICE servers; empty on local networks. */
  iceServers: readonly { urls: string }[];
  /** Allows private addresses. */
  local: boolean;
  ethereum: {
    chainId: bigint;
    name: string;
    rpcUrls: readonly string[];
    /** No event of the contracts is in an earlier block; absent, it could be in any. */
    startBlock?: bigint;
    /** Blocks above one that make it count as final; absent, Ethereum's own finality counts. */
    finalityDepth?: number;
    /** Between blocks of Ethereum; absent, twelve seconds. */
    blockMs?: number;
    /** One endpoint's word is enough. For local networks: elsewhere it could invent deposits. */
    oneEndpoint?: boolean;
    /** Tokens that are known to behave. Of any other, pages warn who deposits it. */
    tokens?: readonly NetworkToken[];
  };
}

/** A token of Ethereum. */
export interface NetworkToken {
  kind: 'erc20' | 'erc721';
  address: Address;
  name: string;
  symbol: string;
  /** Of an ERC-20. */
  decimals?: number;
}

const hex = v.custom<Hex>((value) => isHex(value), 'hexadecimal');
const integer = v.pipe(
  v.string(),
  v.regex(/^\d{1,78}$/),
  v.transform((digits) => BigInt(digits)),
);
const milliseconds = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const token = v.object({
  kind: v.picklist(['erc20', 'erc721']),
  address: v.custom<Address>((value) => isHex(value, 20), 'an address'),
  name: v.string(),
  symbol: v.string(),
  decimals: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))),
});

const schema = v.object({
  genesis: v.object({
    chainName: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
    ethereumChainId: integer,
    contracts: v.object({ checkpoints: hex, gateway: hex, vault: hex }),
    timestampMs: milliseconds,
    seed: hex,
    parameters: v.object({
      minBlockMs: milliseconds,
      epochMs: milliseconds,
      basePriceWei: integer,
      keyDepositWei: integer,
      unbondingMs: milliseconds,
      powerUnitWei: integer,
      maxMembers: v.pipe(v.number(), v.safeInteger()),
      maxSharePercent: v.pipe(v.number(), v.safeInteger()),
      coinBlockMs: v.pipe(v.number(), v.safeInteger()),
    }),
    committee: v.pipe(
      v.array(v.object({ account: hex, blsKey: hex, networkKey: hex, power: integer })),
      v.minLength(1),
      v.maxLength(100),
    ),
    allocations: v.array(v.object({ account: hex, amountWei: integer })),
    settings: v.array(
      v.object({ module: v.string(), values: v.record(v.string(), v.union([integer, hex])) }),
    ),
  }),
  proofsOfPossession: v.array(hex),
  validatorNames: v.array(v.string()),
  coinSymbol: v.string(),
  seeds: v.array(v.object({ name: v.string(), addresses: v.array(v.string()), http: v.string() })),
  iceServers: v.array(v.object({ urls: v.string() })),
  local: v.boolean(),
  ethereum: v.object({
    chainId: integer,
    name: v.string(),
    rpcUrls: v.array(v.string()),
    startBlock: v.optional(integer),
    finalityDepth: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
    blockMs: v.optional(milliseconds),
    oneEndpoint: v.optional(v.boolean()),
    tokens: v.optional(v.array(token)),
  }),
});

/** @throws WeftError `network-file/malformed` naming the first wrong field. */
export function networkFileFromJson(json: unknown): NetworkFile {
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const field = issue.path?.map((step) => String(step.key)).join('.') ?? '';
  throw new WeftError('network-file/malformed', `network file: ${field} ${issue.message}`, {
    field,
  });
}

/** JSON text of a network file, with bigints as decimal strings. */
export function jsonFromNetworkFile(file: NetworkFile): string {
  return JSON.stringify(
    file,
    (_, value) => (typeof value === 'bigint' ? value.toString() : value),
    2,
  );
}
