import type { HookContext, NativeCoin } from '../../chain/module.ts';
import type { Address } from '../../core/bytes.ts';
import {
  type Asset,
  addSupply,
  deleteOwner,
  FUNGIBLE,
  getAsset,
  getBalance,
  getOwner,
  NON_FUNGIBLE,
  reduceSupply,
  setBalance,
  setOwner,
} from './balances.ts';
import { insufficientBalance, notOwner } from './errors.ts';
import { NATIVE } from './keys.ts';

/**
 * What other modules may do with balances. `asset` is the native coin unless given. Debit and
 * credit leave the supply alone: who takes from one account gives to another in the same block.
 */
export interface BankKeeper extends NativeCoin {
  balanceOf(account: Address, asset?: Address): bigint;
  /** Throws `bank/insufficient-balance`. */
  debit(account: Address, amount: bigint, asset?: Address): void;
  credit(account: Address, amount: bigint, asset?: Address): void;
  /** Throws `bank/insufficient-balance`. */
  transfer(from: Address, to: Address, amount: bigint, asset?: Address): void;
  /** Credits an amount that is new on this chain. */
  issue(account: Address, amount: bigint, asset?: Address): void;
  /** Takes an amount off this chain. Throws `bank/insufficient-balance`. */
  burn(account: Address, amount: bigint, asset?: Address): void;
  /** What an asset is and how much of it exists; undefined before its first units. */
  assetOf(asset: Address): Asset | undefined;
  ownerOf(token: Address, tokenId: bigint): Address | undefined;
  /** Throws `bank/not-owner`. */
  transferNft(token: Address, tokenId: bigint, from: Address, to: Address): void;
  /** Gives an owner to a token that is new on this chain. Throws `bank/not-owner` if it has one. */
  issueNft(token: Address, tokenId: bigint, owner: Address): void;
  /** Takes tokens of one collection off this chain. Throws `bank/not-owner` if one is not his. */
  burnNfts(token: Address, tokenIds: readonly bigint[], owner: Address): void;
}

export function createBankKeeper({ store, emit }: HookContext): BankKeeper {
  const debit: BankKeeper['debit'] = (account, amount, asset = NATIVE) => {
    if (amount === 0n) return;
    const balance = getBalance(store, asset, account);
    if (balance < amount) throw insufficientBalance(asset, balance, amount);
    setBalance(store, asset, account, balance - amount);
  };
  const credit: BankKeeper['credit'] = (account, amount, asset = NATIVE) => {
    if (amount === 0n) return;
    setBalance(store, asset, account, getBalance(store, asset, account) + amount);
  };
  return {
    balanceOf: (account, asset = NATIVE) => getBalance(store, asset, account),
    debit,
    credit,
    transfer(from, to, amount, asset = NATIVE) {
      debit(from, amount, asset);
      credit(to, amount, asset);
      emit('transferred', { asset, from, to, amount });
    },
    issue(account, amount, asset = NATIVE) {
      addSupply(store, asset, FUNGIBLE, amount);
      credit(account, amount, asset);
      emit('issued', { asset, to: account, amount });
    },
    burn(account, amount, asset = NATIVE) {
      if (amount === 0n) return;
      debit(account, amount, asset);
      reduceSupply(store, asset, amount);
      emit('burnt', { asset, from: account, amount });
    },
    assetOf: (asset) => getAsset(store, asset),
    ownerOf: (token, tokenId) => getOwner(store, token, tokenId),
    transferNft(token, tokenId, from, to) {
      if (getOwner(store, token, tokenId) !== from) throw notOwner(token, tokenId);
      setOwner(store, token, tokenId, to);
      emit('transferredNft', { token, tokenId, from, to });
    },
    issueNft(token, tokenId, owner) {
      if (getOwner(store, token, tokenId) !== undefined) throw notOwner(token, tokenId);
      addSupply(store, token, NON_FUNGIBLE, 1n);
      setOwner(store, token, tokenId, owner);
      emit('issuedNft', { token, tokenId, to: owner });
    },
    burnNfts(token, tokenIds, owner) {
      for (const tokenId of tokenIds) {
        if (getOwner(store, token, tokenId) !== owner) throw notOwner(token, tokenId);
        deleteOwner(store, token, tokenId);
      }
      reduceSupply(store, token, BigInt(tokenIds.length));
      emit('burntNfts', { token, from: owner, count: BigInt(tokenIds.length) });
    },
  };
}
