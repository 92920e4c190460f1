import { describe, expect, it, vi } from 'vitest';
import { setAccountRecord } from '../../../lib/chain/accounts.ts';
import { createChain } from '../../../lib/chain/chain.ts';
import { createStateJournal } from '../../../lib/chain/state-journal.ts';
import type { UnsignedTransaction } from '../../../lib/chain/transaction.ts';
import { bytesFromHex, hexFromBytes } from '../../../lib/core/bytes.ts';
import {
  ANNOUNCE_DELAY_MS,
  FORWARD_AGAIN_MS,
  MAX_ANNOUNCED_TRANSACTIONS,
  MAX_BLOCK_UNITS,
  MAX_FORWARDED_REMEMBERED,
  MAX_PROOF_BURST,
  MAX_PROOF_BURST_PER_PEER,
  MAX_PROOFS_PER_SECOND,
  MAX_PROOFS_PER_SECOND_PER_PEER,
  MAX_RECOVERIES_PER_SECOND_PER_PEER,
  MAX_RECOVERY_BURST_PER_PEER,
  MAX_REFUSAL_BURST_PER_PEER,
  MAX_REPEAT_BURST_PER_PEER,
  MAX_REPEATS_PER_SECOND_PER_PEER,
  MAX_UNPAYABLE_BURST_PER_PEER,
  MAX_UNPAYABLE_PER_SECOND_PER_PEER,
  MAX_VALID_AHEAD_MS,
  UNPAYABLE_PATIENCE_MS,
} from '../../../lib/core/limits.ts';
import { encodeRlp } from '../../../lib/core/rlp.ts';
import { modules } from '../../../lib/modules/index.ts';
import { createRecoverSenders } from '../../../lib/node/execution/recover-senders.ts';
import { createTransactionGossip } from '../../../lib/node/gossip/transaction-gossip.ts';
import { createMempool } from '../../../lib/node/mempool/mempool.ts';
import { MEMPOOL_LIMITS } from '../../../lib/node/mempool/mempool-limits.ts';
import {
  createFakeSignatures,
  createFakeSigner,
  fakeNetworkKeyProof,
  fakeProofOfPossession,
} from '../../../lib/platform/memory/fake-signatures.ts';
import {
  accountOf,
  COIN,
  createTestNetwork,
  networkKeyOf,
  type Transfer,
} from './support/test-network.ts';

function setUp(limits: Partial<typeof MEMPOOL_LIMITS> = {}) {
  const net = createTestNetwork(undefined, { keyDepositWei: 0n });
  const chain = createChain(net.file.genesis, modules);
  const fake = createFakeSignatures();
  const setting = { recoveries: 0, proofs: 0, behind: false, tree: chain.root.tree };
  const blamed: string[] = [];
  const recoverAddresses: typeof fake.recoverAddresses = (items) => {
    setting.recoveries += items.length;
    return fake.recoverAddresses(items);
  };
  const verifyPossessions: typeof fake.verifyPossessions = (claims) => {
    setting.proofs += claims.length;
    return fake.verifyPossessions(claims);
  };
  const signatures = { ...fake, recoverAddresses, verifyPossessions };
  const mempool = createMempool({ ...MEMPOOL_LIMITS, ...limits })({
    chain,
    clock: net.clock,
    finalTree: () => setting.tree,
    recoverSenders: createRecoverSenders(chain, signatures, async () => {}),
    onChange: () => {},
  });
  const published: Uint8Array[] = [];
  const gossip = createTransactionGossip({
    network: {
      publish: async (_, data) => {
        published.push(data);
      },
      penalise: (peer) => void blamed.push(peer),
    },
    clock: net.clock,
    mempool,
    sync: { isCatchingUp: () => setting.behind },
  });
  const receive = (transfers: readonly Transfer[], from = 'relay') =>
    gossip.onMessage({
      topic: 'transactions',
      data: encodeRlp(transfers.map(({ envelope }) => bytesFromHex(envelope))),
      author: 'anyone',
      from,
    });
  return { net, mempool, receive, setting, published, blamed };
}

type Net = ReturnType<typeof setUp>['net'];

/** Well signed, by an account that holds nothing. */
function unpayable(net: Net, salt: number): Transfer {
  return net.transfer(50 + salt);
}

/** In the name of an account that can pay, by somebody else. */
function forged(net: Net, salt: number, change: Partial<UnsignedTransaction> = {}): Transfer {
  const transfer = net.transfer(0, { feeMax: BigInt(10 ** 12 + salt), ...change });
  const bytes = bytesFromHex(transfer.envelope);
  const at = bytes.length - 40;
  bytes[at] = (bytes[at] as number) ^ 1;
  return { envelope: hexFromBytes(bytes), hash: '0x' };
}

/** A registration, whose BLS key comes with a good or a bad proof. */
function registration(net: Net, from: number, { nonce = 0n, isProven = true } = {}): Transfer {
  const { genesisHash } = createChain(net.file.genesis, modules);
  const blsKey = createFakeSigner(`${from} ${nonce}`).publicKey;
  const account = accountOf(isProven ? from : from + 1);
  const proofOfPossession = fakeProofOfPossession({ blsKey, genesisHash, account });
  const networkKey = networkKeyOf(`${from}`);
  const networkKeyProof = fakeNetworkKeyProof({ genesisHash, account, key: networkKey });
  const keys = { blsKey, proofOfPossession, networkKey, networkKeyProof };
  const fields = { ...keys, feePercent: 10n, amountWei: COIN };
  return net.transfer(from, { primaryType: 'StakingRegister', fields, nonce, feeMax: COIN });
}

const inMessages = <Item>(count: number, make: (index: number) => Item): Item[][] =>
  Array.from({ length: Math.ceil(count / MAX_ANNOUNCED_TRANSACTIONS) }, (_, message) =>
    Array.from({ length: MAX_ANNOUNCED_TRANSACTIONS }, (_, i) =>
      make(message * MAX_ANNOUNCED_TRANSACTIONS + i),
    ),
  );

describe('a transaction that waits and is told again', () => {
  it('travels on once a second, to those who were away before', async () => {
    const { net, receive } = setUp();
    const waiting = net.transfer(0);
    expect(await receive([waiting])).toBe('accept');
    expect(await receive([waiting], 'other')).toBe('ignore');
    await net.clock.advanceAsync(FORWARD_AGAIN_MS);
    expect(await receive([waiting])).toBe('accept');
    expect(await receive([waiting], 'other')).toBe('ignore');
  });
});

describe('all that waits, told again and again', () => {
  const fill = async ({ net, receive }: ReturnType<typeof setUp>, count: number) => {
    const messages = inMessages(count, (i) => net.transfer(i % 20, { nonce: BigInt(i) }));
    for (const message of messages) expect(await receive(message)).toBe('accept');
    return messages;
  };

  it('travels no more than once a second, however much it is', async () => {
    const setting = setUp({ perAccount: 100_000 });
    const messages = await fill(setting, MAX_FORWARDED_REMEMBERED + MAX_ANNOUNCED_TRANSACTIONS);
    for (const message of messages) expect(await setting.receive(message, 'other')).toBe('ignore');
  });

  it('travels as far as one neighbour may ask for it', async () => {
    const setting = setUp({ perAccount: 100_000 });
    const count = MAX_REPEAT_BURST_PER_PEER + 2 * MAX_ANNOUNCED_TRANSACTIONS;
    const messages = await fill(setting, count);
    for (const repeats of [MAX_REPEAT_BURST_PER_PEER, MAX_REPEATS_PER_SECOND_PER_PEER]) {
      await setting.net.clock.advanceAsync(FORWARD_AGAIN_MS);
      const verdicts: string[] = [];
      for (const message of messages) verdicts.push(await setting.receive(message));
      const accepted = repeats / MAX_ANNOUNCED_TRANSACTIONS;
      expect(verdicts.filter((verdict) => verdict === 'accept')).toHaveLength(accepted);
    }
    expect(await setting.receive(messages.at(-1) ?? [], 'other')).toBe('accept');
  });
});

describe('a transaction beside one whose signature nobody looked at', () => {
  it('travels on without it: the next node may look, and would blame this one', async () => {
    const { net, receive, published, mempool } = setUp();
    const good = net.transfer(1);
    const early = net.clock.wallMs() + MAX_VALID_AHEAD_MS + 1;
    const tooLong = forged(net, 0, { validUntilMs: early });
    expect(await receive([good, tooLong])).toBe('ignore');
    expect(mempool.size()).toBe(1);
    await net.clock.advanceAsync(ANNOUNCE_DELAY_MS);
    expect(published).toEqual([encodeRlp([bytesFromHex(good.envelope)])]);
    expect(await receive([tooLong], 'next'), 'a moment later it is looked at').toBe('reject');
  });

  it('travels on with those that wait here: they were looked at', async () => {
    const { net, receive } = setUp();
    const [known, fresh] = [net.transfer(0), net.transfer(1)];
    expect(await receive([known])).toBe('accept');
    expect(await receive([known, fresh], 'other')).toBe('accept');
  });

  it('is told again by this node once a second, however often it comes', async () => {
    const { net, receive, published } = setUp();
    const mixed = [net.transfer(1), unpayable(net, 0)];
    for (const from of ['one', 'two', 'three']) expect(await receive(mixed, from)).toBe('ignore');
    await net.clock.advanceAsync(FORWARD_AGAIN_MS);
    expect(published.length).toBe(1);
    await receive(mixed);
    await net.clock.advanceAsync(ANNOUNCE_DELAY_MS);
    expect(published.length).toBe(2);
  });
});

describe('transactions of accounts that cannot pay', () => {
  it('cost no recovery', async () => {
    const { net, receive, setting } = setUp();
    expect(await receive([unpayable(net, 0), unpayable(net, 1)])).toBe('ignore');
    expect(setting.recoveries).toBe(0);
  });

  const flood = inMessages(2 * MAX_UNPAYABLE_BURST_PER_PEER, (i) => i);

  it('cost the neighbour its reputation when many of them never had anything', async () => {
    const { net, receive, blamed } = setUp();
    const tell = async (numbers: readonly number[]) => {
      expect(await receive(numbers.map((i) => unpayable(net, i)))).toBe('ignore');
    };
    for (const message of flood.slice(0, flood.length / 2)) await tell(message);
    await net.clock.advanceAsync(UNPAYABLE_PATIENCE_MS);
    expect(blamed, 'a few are bad luck').toEqual([]);
    for (const message of flood) await tell(message);
    await receive([unpayable(net, 9_999)], 'other');
    await net.clock.advanceAsync(UNPAYABLE_PATIENCE_MS);
    expect(blamed).toEqual(['relay']);
    const few = (MAX_UNPAYABLE_PER_SECOND_PER_PEER * UNPAYABLE_PATIENCE_MS) / 1_000;
    await tell(Array.from({ length: few }, (_, i) => i));
    await net.clock.advanceAsync(UNPAYABLE_PATIENCE_MS);
    expect(blamed).toEqual(['relay']);
  });

  it('are nobody’s fault when they had coins before: the neighbour may be behind', async () => {
    const { net, receive, setting, blamed } = setUp();
    const journal = createStateJournal(setting.tree);
    for (let i = 0; i < flood.length * MAX_ANNOUNCED_TRANSACTIONS; i++) {
      setAccountRecord(journal, accountOf(50 + i), { nonce: 1n, depositWei: 0n });
    }
    setting.tree = journal.tree();
    for (const message of flood) {
      const spent = message.map((i) => net.transfer(50 + i, { nonce: 1n }));
      expect(await receive(spent)).toBe('ignore');
    }
    await net.clock.advanceAsync(UNPAYABLE_PATIENCE_MS);
    expect(blamed).toEqual([]);
  });

  it('are nobody’s fault when they have coins a moment later: it may be ahead', async () => {
    const { net, receive, setting, blamed } = setUp();
    for (const message of flood) await receive(message.map(() => unpayable(net, 0)));
    const allocations = [{ account: accountOf(50), amountWei: COIN }];
    const genesis = { ...net.file.genesis, allocations };
    setting.tree = createChain(genesis, modules).root.tree;
    await net.clock.advanceAsync(UNPAYABLE_PATIENCE_MS);
    expect(blamed).toEqual([]);
  });

  it('are nobody’s fault while this node is behind', async () => {
    const { net, receive, setting, blamed } = setUp();
    setting.behind = true;
    for (const message of flood) {
      expect(await receive(message.map((i) => unpayable(net, i)))).toBe('ignore');
    }
    await net.clock.advanceAsync(UNPAYABLE_PATIENCE_MS);
    expect(blamed).toEqual([]);
  });
});

describe('what comes to nothing', () => {
  /** Offers no fee, and nobody pays. */
  const free = (net: Net, salt: number) => net.transfer(50 + salt, { feeMax: 0n });

  it('is looked at by a budget of the neighbour, free or not', async () => {
    const { net, receive, mempool, blamed } = setUp();
    const look = vi.spyOn(mempool, 'add');
    for (const message of inMessages(2 * MAX_REFUSAL_BURST_PER_PEER, (i) => free(net, i))) {
      expect(await receive(message)).toBe('ignore');
    }
    expect(look).toHaveBeenCalledTimes(MAX_REFUSAL_BURST_PER_PEER);
    expect(await receive([net.transfer(0)])).toBe('ignore');
    expect(await receive([net.transfer(0)], 'other')).toBe('accept');
    expect(look).toHaveBeenCalledTimes(MAX_REFUSAL_BURST_PER_PEER + 1);
    expect(blamed).toEqual([]);
  });
});

describe('recoveries for one neighbour', () => {
  it('are bounded while they come to nothing', async () => {
    const { net, receive, setting } = setUp();
    const flood = inMessages(MAX_RECOVERY_BURST_PER_PEER, (i) => forged(net, i));
    for (const message of flood) expect(await receive(message)).toBe('reject');
    expect(setting.recoveries).toBe(MAX_RECOVERY_BURST_PER_PEER);
    expect(await receive([forged(net, 1_000_000)])).toBe('ignore');
    expect(setting.recoveries).toBe(MAX_RECOVERY_BURST_PER_PEER);
    expect(await receive([forged(net, 1_000_000)], 'other')).toBe('reject');
    await net.clock.advanceAsync(1_000);
    const later = 2 * MAX_RECOVERIES_PER_SECOND_PER_PEER;
    const more = inMessages(later, (i) => forged(net, 2_000_000 + i));
    for (const message of more) await receive(message);
    const most = MAX_RECOVERY_BURST_PER_PEER + 1 + MAX_RECOVERIES_PER_SECOND_PER_PEER;
    expect(setting.recoveries).toBe(most);
  });

  it('are given back for transactions that are kept', async () => {
    const { net, receive, setting, mempool } = setUp({ perAccount: 100_000 });
    const count = MAX_RECOVERY_BURST_PER_PEER + 2 * MAX_ANNOUNCED_TRANSACTIONS;
    const good = inMessages(count, (i) => net.transfer(i % 20, { nonce: BigInt(i) }));
    for (const message of good) expect(await receive(message)).toBe('accept');
    expect(mempool.size()).toBe(count);
    expect(setting.recoveries).toBe(count);
  });

  it('are not spent on what there is no room for', async () => {
    const { net, receive, setting } = setUp({ transactions: 1 });
    expect(await receive([net.transfer(0)])).toBe('accept');
    expect(await receive([net.transfer(1), net.transfer(0, { nonce: 1n })])).toBe('ignore');
    expect(setting.recoveries).toBe(1);
  });
});

describe('proofs of possession', () => {
  it('are looked at last: not for who cannot pay, nor for who did not sign', async () => {
    const { net, receive, setting } = setUp();
    const unsigned = registration(net, 0);
    const bytes = bytesFromHex(unsigned.envelope);
    bytes[bytes.length - 40] = (bytes.at(-40) as number) ^ 1;
    expect(await receive([registration(net, 50)])).toBe('ignore');
    expect(await receive([{ envelope: hexFromBytes(bytes), hash: '0x' }])).toBe('reject');
    expect(setting.proofs).toBe(0);
  });

  it('that are wrong cost the neighbour its reputation', async () => {
    const { net, receive, mempool } = setUp();
    expect(await receive([registration(net, 0, { isProven: false })])).toBe('reject');
    expect(mempool.size()).toBe(0);
    expect(await receive([registration(net, 0)])).toBe('accept');
  });

  it('are checked at a bounded rate for each neighbour, also for what will never be paid', async () => {
    const { net, receive, setting, mempool } = setUp();
    // The first number of each account is missing, so that no block ever includes them.
    const flood = (account: number) =>
      Array.from({ length: 20 }, (_, i) => registration(net, account, { nonce: BigInt(i + 1) }));
    await receive(flood(0));
    expect(setting.proofs).toBe(MAX_PROOF_BURST_PER_PEER);
    expect(await receive(flood(1))).toBe('ignore');
    expect(setting.proofs).toBe(MAX_PROOF_BURST_PER_PEER);
    await net.clock.advanceAsync(1_000);
    await receive(flood(2));
    const more = MAX_PROOF_BURST_PER_PEER + MAX_PROOFS_PER_SECOND_PER_PEER;
    expect(setting.proofs).toBe(more);
    expect(mempool.size()).toBe(more);
    expect(await receive([registration(net, 3)], 'other')).toBe('accept');
    expect(await receive([net.transfer(4)]), 'nothing else is held up').toBe('accept');
  });

  it('are checked at a bounded rate for all neighbours together, whoever they say they are', async () => {
    const { net, receive, setting, mempool } = setUp();
    for (let i = 0; i < 3 * MAX_PROOF_BURST; i++) {
      const isChecked = i < MAX_PROOF_BURST;
      const verdict = await receive([registration(net, i % 20, { nonce: BigInt(i) })], `${i}`);
      expect(verdict, 'a relay is not to blame for the others').toBe(
        isChecked ? 'accept' : 'ignore',
      );
    }
    expect(setting.proofs).toBe(MAX_PROOF_BURST);
    expect(await receive([net.transfer(0, { nonce: 99n })]), 'nothing else waits').toBe('accept');
    const { envelope } = registration(net, 19);
    await mempool.add(bytesFromHex(envelope), true);
    expect(setting.proofs, 'nor does what this node itself is asked').toBe(MAX_PROOF_BURST + 1);
    await net.clock.advanceAsync(1_000);
    for (let i = 0; i < 20; i++) {
      await receive([registration(net, i, { nonce: 50n })], `later ${i}`);
    }
    expect(setting.proofs).toBe(MAX_PROOF_BURST + 1 + MAX_PROOFS_PER_SECOND);
  });

  it('that nobody looked at do not travel on in the name of this node', async () => {
    const { net, receive, mempool } = setUp();
    const flood = Array.from({ length: MAX_PROOF_BURST }, (_, i) => registration(net, i));
    expect(await receive(flood)).toBe('accept');
    const mixed = [net.transfer(18), registration(net, 19, { isProven: false })];
    expect(await receive(mixed, 'other')).toBe('ignore');
    expect(mempool.size(), 'what was checked stays').toBe(MAX_PROOF_BURST + 1);
  });

  it('that were never looked at leave the others their share', async () => {
    const { net, receive, setting } = setUp();
    for (let i = 0; i < 2 * MAX_PROOF_BURST; i++) {
      const bytes = bytesFromHex(registration(net, 0, { nonce: BigInt(i) }).envelope);
      bytes[bytes.length - 40] = (bytes.at(-40) as number) ^ 1;
      const unsigned = { envelope: hexFromBytes(bytes), hash: '0x' } as const;
      expect(await receive([unsigned], `${i}`)).toBe('reject');
    }
    expect(setting.proofs).toBe(0);
    expect(await receive([registration(net, 1, { isProven: false })])).toBe('reject');
    expect(await receive([registration(net, 1)], 'honest')).toBe('accept');
  });

  it('are few in a block', () => {
    const { registry } = createChain(setUp().net.file.genesis, modules);
    for (const action of ['StakingRegister', 'StakingReplaceKeys']) {
      expect(MAX_BLOCK_UNITS / registry.get(action).definition.units).toBeLessThan(70);
    }
  });
});
