import { describe, expect, it } from 'vitest';
import { bodyRootOf } from '../../../lib/chain/block.ts';
import { nextMix } from '../../../lib/chain/mix.ts';
import { FINALIZE } from '../../../lib/chain/statement.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { createBlockStore } from '../../../lib/node/block-store/block-store.ts';
import { createChainService } from '../../../lib/node/execution/chain-service.ts';
import { createFakeSignatures } from '../../../lib/platform/memory/fake-signatures.ts';
import { createMemoryStorage } from '../../../lib/platform/memory/memory-storage.ts';
import { forgeChain } from './support/forge-chain.ts';
import { createTestNetwork } from './support/test-network.ts';

describe('checking a block', () => {
  it('has the same answer after it became final', async () => {
    const { service, blocks, finalization } = await createService();
    for (const { block } of blocks) {
      expect((await service.check(block)).status).toBe('valid');
    }
    await service.commit([blocks[0].block, blocks[1].block], finalization);
    for (const { block } of blocks) {
      expect((await service.check(block)).status).toBe('valid');
    }
  });

  it('refuses a wrong signature', async () => {
    const { service, blocks, file } = await createService();
    const [{ block }] = blocks;
    const reveal = `0x${'11'.repeat(96)}` as const;
    const body = { ...block.body, reveal };
    const mix = nextMix(file.genesis.seed, reveal);
    const forged = { body, header: { ...block.header, mix, bodyRoot: bodyRootOf(body) } };
    expect(await service.execute(forged)).toBe('valid');
    expect((await service.check(forged)).status).toBe('invalid');
  });
});

describe('a block is final', () => {
  it('for nobody before it is durable', async () => {
    const { service, blocks, finalization, storage, told } = await createService();
    for (const { block } of blocks) await service.check(block);
    const write = storage.write.bind(storage);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    storage.write = (...writes) => held.then(() => write(...writes));
    const committed = service.commit([blocks[0].block, blocks[1].block], finalization);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect([service.final().header.height, told]).toEqual([0n, []]);
    release();
    await committed;
    expect([service.final().header.height, told]).toEqual([2n, [1n, 2n]]);
  });

  it('for nobody when it could not be written', async () => {
    const { service, blocks, finalization, storage, told } = await createService();
    for (const { block } of blocks) await service.check(block);
    storage.write = () => Promise.reject(new WeftError('storage/full', 'no room'));
    const committed = service.commit([blocks[0].block, blocks[1].block], finalization);
    await expect(committed).rejects.toMatchObject({ code: 'storage/full' });
    expect([service.final().header.height, told]).toEqual([0n, []]);
  });
});

async function createService() {
  const { file } = createTestNetwork();
  const forged = forgeChain(file);
  const { chain } = forged;
  const blocks = [await forged.grow(), await forged.grow()] as const;
  const breathe = async () => {};
  const storage = createMemoryStorage();
  const told: bigint[] = [];
  const store = createBlockStore({ archive: true })({
    storage,
    breathe,
    wallMs: () => file.genesis.timestampMs,
    accountsOf: () => [],
  });
  const service = createChainService({
    chain,
    head: { ...chain.root, certificate: undefined },
    root: { header: chain.root.header },
    store,
    signatures: createFakeSignatures(),
    breathe,
    candidates: () => [],
    evidence: () => [],
    inbox: () => [],
    onSkipped: () => {},
    onExecuted: () => {},
    onFinal: (final) => told.push(...final.map(({ block }) => block.header.height)),
    onStorageFailure: () => {},
  });
  const { view, digest } = blocks[1].certificate.statement;
  const finalization = forged.certify(FINALIZE, view, digest);
  return { file, service, blocks, finalization, storage, told };
}
