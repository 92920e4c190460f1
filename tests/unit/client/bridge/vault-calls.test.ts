import { decodeFunctionData } from 'viem';
import { describe, expect, it } from 'vitest';
import {
  exitDepositCall,
  startExitCall,
  walkCall,
} from '../../../../lib/client/bridge/vault-calls.ts';
import type { Address } from '../../../../lib/core/bytes.ts';
import { vaultAbi } from '../../../../lib/core/contracts/vault-abi.generated.ts';
import { MAX_WALK_STEPS } from '../../../../lib/core/limits.ts';
import type { CoinFile, FileTransfer } from '../../../../lib/modules/vault/coin-file.ts';

const VAULT: Address = `0x${'7a'.repeat(20)}`;
const CONTRACTS = { checkpoints: VAULT, gateway: VAULT, vault: VAULT };
const ANN: Address = `0x${'a1'.repeat(20)}`;
const HEADER = `0x${'ab'.repeat(4)}` as const;

function transferAt(coinBlock: bigint, parent: bigint): FileTransfer {
  const proof = { bitmap: 1n, siblings: [`0x${'cd'.repeat(32)}`] as const };
  const signature = `0x${'11'.repeat(65)}` as const;
  return {
    ...{ parent, from: ANN, to: ANN, lastCoinBlock: coinBlock, signature, coinBlock },
    ...{ slotProof: proof, blockProof: proof, checkpoint: 2n },
  };
}

function fileOf(...coinBlocks: bigint[]): CoinFile {
  const transfers = coinBlocks.map((at, i) => transferAt(at, coinBlocks[i - 1] ?? 3n));
  return {
    ...{ ethereumChainId: 1n, vault: VAULT, checkpoints: VAULT, before: [], absences: [] },
    coin: { slot: 4n, kind: 0, token: ANN, value: 5n, depositor: ANN, birth: 3n },
    ...{ transfers, headers: [{ checkpoint: 2n, header: HEADER }] },
  };
}

function decoded(data: `0x${string}`) {
  return decodeFunctionData({ abi: vaultAbi, data });
}

function blocksOf(data: `0x${string}`): bigint[] {
  const [, spends] = decoded(data).args as unknown as [
    bigint,
    { inclusion: { coinBlock: bigint } }[],
  ];
  return spends.map(({ inclusion }) => inclusion.coinBlock);
}

describe('taking a coin out', () => {
  it('shows nothing for one that never moved, and leaves the bond', () => {
    const call = exitDepositCall(4n, 9n, CONTRACTS);
    expect(decoded(call.data)).toEqual({ functionName: 'startExit', args: [4n, []] });
    expect(call).toMatchObject({ to: VAULT, valueWei: 9n });
  });

  it('shows the last two transfers, the parent first, or the only one', () => {
    expect(blocksOf(startExitCall(fileOf(5n, 8n, 9n), 9n, CONTRACTS).data)).toEqual([8n, 9n]);
    expect(blocksOf(startExitCall(fileOf(5n), 9n, CONTRACTS).data)).toEqual([5n]);
  });

  it('walks back from below what the exit showed to the deposit', () => {
    const exit = { exitId: 1n, headParent: 8n };
    const call = walkCall(exit, fileOf(5n, 8n, 9n, 12n), CONTRACTS);
    expect(decoded(call.data).functionName).toBe('walk');
    expect(blocksOf(call.data)).toEqual([8n, 5n]);
  });

  it('goes on where somebody else has walked a part of the way', () => {
    const exit = { exitId: 1n, headParent: 5n };
    expect(blocksOf(walkCall(exit, fileOf(5n, 8n, 9n, 12n), CONTRACTS).data)).toEqual([5n]);
  });

  it('walks a history that is longer than a transaction in parts', () => {
    const coinBlocks = Array.from({ length: 2 * MAX_WALK_STEPS }, (_, at) => BigInt(at + 5));
    const long = fileOf(...coinBlocks);
    const walked: bigint[] = [];
    for (let headParent = coinBlocks.at(-3); headParent; ) {
      const steps = blocksOf(walkCall({ exitId: 1n, headParent }, long, CONTRACTS).data);
      expect(steps.length).toBeLessThanOrEqual(MAX_WALK_STEPS);
      walked.push(...steps);
      headParent = coinBlocks[coinBlocks.length - 3 - walked.length];
    }
    expect(walked).toEqual(coinBlocks.slice(0, -2).reverse());
  });

  it('refuses a file without the header that it names', () => {
    const file = { ...fileOf(5n), headers: [] };
    expect(() => startExitCall(file, 9n, CONTRACTS)).toThrow('a header is missing');
  });
});
