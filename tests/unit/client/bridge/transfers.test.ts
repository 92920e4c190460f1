import { describe, expect, it } from 'vitest';
import { GATEWAY_DEPOSITED, VAULT_DEPOSITED } from '../../../../lib/chain/inbox.ts';
import type {
  EthereumFacts,
  SeenEvent,
  SeenExit,
} from '../../../../lib/client/bridge/ethereum-facts.ts';
import { foreignReceivers } from '../../../../lib/client/bridge/foreign-receivers.ts';
import { MAX_FOLLOWED_RECEIVERS } from '../../../../lib/client/bridge/limits.ts';
import { isEnded } from '../../../../lib/client/bridge/transfer.ts';
import { transfersFrom } from '../../../../lib/client/bridge/transfers.ts';
import type { BridgeView, TransactionView, WithdrawalRun } from '../../../../lib/client/types.ts';
import { type Address, ZERO_ADDRESS } from '../../../../lib/core/bytes.ts';

const ANN: Address = `0x${'a1'.repeat(20)}`;
const BEN: Address = `0x${'be'.repeat(20)}`;
const TOKEN: Address = `0x${'70'.repeat(20)}`;
const DAY_MS = 86_400_000;
const HASH = `0x${'ab'.repeat(32)}` as const;

const ETHEREUM: EthereumFacts = {
  ...{ head: 100n, headMs: 1_000_000, finalized: 90n, readFrom: 0n, isComplete: true },
  ...{ events: [], claims: [], exits: [], windowMs: 7 * DAY_MS, exitBondWei: 1n },
  gasPriceWei: 1n,
  ...{ end: 'alive', times: new Map([[80n, 800_000]]), receivers: new Set([ANN]) },
};
const SIDECHAIN: BridgeView = {
  ...{ height: 50n, inboxCount: 3n, outboxCount: 0n, tokens: [], withdrawals: [], refused: [] },
};

function look(
  ethereum: Partial<EthereumFacts>,
  sidechain: Partial<BridgeView> = {},
  activity: TransactionView[] = [],
) {
  return transfersFrom({
    ethereum: { ...ETHEREUM, ...ethereum },
    sidechain: { ...SIDECHAIN, ...sidechain },
    activity,
  });
}

function deposit(index: bigint, block: bigint, changes: Partial<SeenEvent> = {}): SeenEvent {
  const ether = { kind: 0, token: ZERO_ADDRESS } as const;
  const event = { type: GATEWAY_DEPOSITED, ...ether, from: ANN, to: ANN, value: 5n } as const;
  return { index, event, block, transaction: HASH, ...changes };
}

describe('a deposit', () => {
  it('is seen before it is final, with how far that is', () => {
    const [seen] = look({ events: [deposit(4n, 97n)] });
    expect(seen).toMatchObject({ type: 'deposit', state: 'finalizing', lane: 'gateway' });
    expect(seen).toMatchObject({ progress: { done: 3, all: 10 }, moved: { kind: 0, value: 5n } });
  });

  it('waits for the sidechain once it is final, and is credited when that applied it', () => {
    const events = [deposit(4n, 80n)];
    expect(look({ events })[0]).toMatchObject({ state: 'reading', atMs: 800_000 });
    expect(look({ events }, { inboxCount: 4n })[0]?.state).toBe('credited');
  });

  it('that was refused says why, and comes back as a withdrawal of nobody', () => {
    const ether = { kind: 0, token: ZERO_ADDRESS, value: 5n } as const;
    const withdrawal = { ...ether, index: 0n, height: 9n, from: ZERO_ADDRESS, to: ANN };
    const transfers = look(
      { events: [deposit(2n, 80n)] },
      {
        refused: [{ inboxIndex: 2n, reason: 'keyless-recipient', to: TOKEN, withdrawal }],
        withdrawals: [{ ...withdrawal, count: 1 }],
      },
    );
    expect(transfers.find(({ type }) => type === 'deposit')).toMatchObject({
      ...{ state: 'refused', reason: 'keyless-recipient' },
    });
    expect(transfers.find(({ type }) => type === 'withdrawal')).toMatchObject({
      ...{ isReturn: true, state: 'checkpoint' },
    });
  });

  it('of many tokens by one transaction is one transfer', () => {
    const nft = (index: bigint, value: bigint): SeenEvent =>
      deposit(index, 80n, {
        event: { type: GATEWAY_DEPOSITED, kind: 2, token: TOKEN, from: ANN, to: ANN, value },
      });
    const transfers = look({ events: [nft(1n, 7n), nft(2n, 8n), nft(3n, 9n)] });
    expect(transfers).toHaveLength(1);
    expect(transfers[0]?.moved).toEqual({ kind: 2, token: TOKEN, value: 7n, count: 3 });
  });

  it('into the Vault has the slot of its coin', () => {
    const ether = { kind: 0, token: ZERO_ADDRESS, value: 5n } as const;
    const event = { type: VAULT_DEPOSITED, ...ether, slot: 4n, owner: ANN, birth: 0n } as const;
    const [seen] = look({ events: [deposit(1n, 80n, { event })] });
    expect(seen).toMatchObject({ lane: 'vault', slot: 4n, state: 'credited', to: ANN });
  });
});

describe('a withdrawal', () => {
  const run: WithdrawalRun = {
    ...{ index: 7n, count: 1, kind: 0, token: ZERO_ADDRESS, from: ANN, to: ANN },
    ...{ value: 5n, height: 40n, timestampMs: 900_000 },
  };
  const checkpoint = { index: 0n, height: 40n, acceptedAtMs: 950_000 };
  const state = (ethereum: Partial<EthereumFacts>, withdrawals = [run]) =>
    look(ethereum, { withdrawals })[0]?.state;

  it('waits for a checkpoint that has its block', () => {
    expect(state({})).toBe('checkpoint');
    expect(state({ checkpoint: { ...checkpoint, height: 39n } })).toBe('checkpoint');
    expect(state({ checkpoint })).toBe('claimable');
  });

  it('is a success only once its claim cannot be taken back', () => {
    const claim = { index: 7n, transaction: HASH };
    const claiming = look(
      { checkpoint, claims: [{ ...claim, block: 95n }] },
      { withdrawals: [run] },
    );
    expect(claiming[0]).toMatchObject({ state: 'claiming', open: [] });
    expect(claiming.map(isEnded)).toEqual([false]);
    expect(state({ checkpoint, claims: [{ ...claim, block: 90n }] })).toBe('claimed');
  });

  it('is never called claimable before it is known whether it was claimed', () => {
    expect(state({ checkpoint, receivers: new Set(), readFrom: 60n })).toBe('unknown');
  });

  it('to somebody else is claimed when he was paid, and unknown until his claims are read', () => {
    const gift = { ...run, to: BEN };
    const claims = [{ index: 7n, block: 90n, transaction: HASH }];
    expect(state({ checkpoint }, [gift])).toBe('unknown');
    expect(state({ checkpoint, receivers: new Set([ANN, BEN]) }, [gift])).toBe('claimable');
    expect(state({ checkpoint, claims }, [gift])).toBe('claimed');
    expect(foreignReceivers([gift, run, gift], ANN)).toEqual([BEN]);
  });

  it('to many others: claims of the newest receivers are followed', () => {
    const runs = Array.from({ length: MAX_FOLLOWED_RECEIVERS + 1 }, (_, i): { to: Address } => ({
      to: `0x${(i + 1).toString(16).padStart(40, '0')}`,
    }));
    const followed = foreignReceivers(runs, ANN);
    expect(followed).toHaveLength(MAX_FOLLOWED_RECEIVERS);
    expect(followed).not.toContain(runs.at(-1)?.to);
  });

  it('of many tokens keeps those that are not claimed yet', () => {
    const many = { ...run, kind: 2, token: TOKEN, count: 10_000 } as const;
    const [older, newer] = [
      { ...many, count: 4_000 },
      { ...many, index: 4_007n, count: 6_000 },
    ];
    const claims = Array.from({ length: 300 }, (_, i) => ({
      ...{ index: 7n + BigInt(i), block: 80n, transaction: HASH },
    }));
    const transfers = look({ checkpoint, claims }, { withdrawals: [newer, older] });
    expect(transfers).toHaveLength(1);
    const [seen] = transfers;
    expect(seen).toMatchObject({ state: 'claimable', moved: { count: 10_000 } });
    const open = seen?.type === 'withdrawal' ? seen.open : [];
    expect(open).toHaveLength(9_700);
    expect(open[0]).toBe(307n);
  });

  it('stands first while its block is not final', () => {
    const sent: TransactionView = {
      ...{ hash: HASH, primaryType: 'BridgeWithdraw', sender: ANN, nonce: 0n, description: '' },
      ...{ fields: { amountWei: 6n, to: ANN }, feeWei: 0n, depositWei: 0n, refundWei: 0n },
      ...{ isFree: false, units: 1, sizeBytes: 1, status: 'included', final: false, events: [] },
    };
    const transfers = look({ checkpoint }, { withdrawals: [run] }, [
      sent,
      { ...sent, final: true, status: 'success' },
      { ...sent, status: 'expired' },
      { ...sent, primaryType: 'BankTransfer' },
    ]);
    expect(transfers.map((transfer) => transfer.state)).toEqual(['finalizing', 'claimable']);
    expect(transfers[0]).toMatchObject({ moved: { value: 6n }, to: ANN, hash: HASH });
  });
});

describe('an exit', () => {
  const exit: SeenExit = {
    ...{ exitId: 1n, slot: 4n, kind: 0, token: ZERO_ADDRESS, value: 5n, state: 'open' },
    ...{ startedAtMs: 0, openChallenges: 0, isCoinGone: false, exitCount: 1 },
    headParent: 0n,
    ...{ block: 80n, transaction: HASH },
  };
  const stateOf = (changes: Partial<SeenExit>, ethereum: Partial<EthereumFacts> = {}) =>
    look({ ...ethereum, exits: [{ ...exit, ...changes }] })[0]?.state;

  it('goes through its window, and a challenge asks for a walk', () => {
    expect(stateOf({ block: 95n })).toBe('starting');
    expect(stateOf({})).toBe('window');
    expect(stateOf({ openChallenges: 2 })).toBe('challenged');
  });

  it('matures by the time of Ethereum: final, or failed where nobody answered', () => {
    const mature = { headMs: 7 * DAY_MS };
    expect(stateOf({}, { headMs: 7 * DAY_MS - 1 })).toBe('window');
    expect(stateOf({}, mature)).toBe('final');
    expect(stateOf({ openChallenges: 1 }, mature)).toBe('failed');
  });

  it('ends paid, refuted, or with its bond back, as far as that is read', () => {
    expect(stateOf({ state: 'finalized', isCoinGone: true })).toBe('bond');
    expect(stateOf({ state: 'refuted' })).toBe('refuted');
    const settled = { state: 'settled', isCoinGone: true } as const;
    expect(stateOf(settled)).toBe('over');
    for (const end of ['paid', 'refuted', 'returned'] as const) {
      expect(stateOf({ ...settled, end })).toBe(end);
    }
  });

  it('of a coin that another exit took gets its bond back from maturity on, if not challenged', () => {
    const mature = { headMs: 7 * DAY_MS };
    expect(stateOf({ isCoinGone: true })).toBe('gone');
    expect(stateOf({ isCoinGone: true }, mature)).toBe('void');
    expect(stateOf({ isCoinGone: true, openChallenges: 1 })).toBe('challenged');
    expect(stateOf({ isCoinGone: true, openChallenges: 1 }, mature)).toBe('failed');
  });
});
