import { ZERO_ADDRESS } from '../../core/bytes.ts';
import type { NetworkFile } from '../../node/network-file.ts';
import type { Address } from '../types.ts';
import type { TokenFacts } from './read-token.ts';

/** Something that can cross: ether, a token, or a collection. */
export interface Asset extends TokenFacts {
  /** The network file lists it; what others call themselves may be a lie. */
  isListed: boolean;
}

/** Ether, then listed tokens, then those that the sidechain met, each once. */
export function assetsFrom(
  coinSymbol: string,
  listed: NetworkFile['ethereum']['tokens'],
  met: readonly TokenFacts[],
): Asset[] {
  const assets: Asset[] = [etherOf(coinSymbol)];
  for (const { kind, address, name, symbol, decimals = 0 } of listed ?? []) {
    const facts = { kind: kind === 'erc721' ? 2 : 1, decimals, name, symbol } as const;
    assets.push({ token: address, ...facts, isListed: true });
  }
  const known = new Set(assets.map(({ token }) => token));
  const others = met.filter(({ token }) => !known.has(token)).toReversed();
  return [...assets, ...others.map((facts) => ({ ...facts, isListed: false }))];
}

/** Undefined for a token that nobody here knows. */
export function assetOf(assets: readonly Asset[], token: Address): Asset | undefined {
  return assets.find((asset) => asset.token === token);
}

function etherOf(symbol: string): Asset {
  const facts = { decimals: 18, name: 'Ether', symbol };
  return { token: ZERO_ADDRESS, kind: 0, ...facts, isListed: true };
}
