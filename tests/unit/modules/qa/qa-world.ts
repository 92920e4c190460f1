import { bindModules } from '../../../../lib/chain/bind-modules.ts';
import { type Chain, createChain } from '../../../../lib/chain/chain.ts';
import type { ModuleSettings } from '../../../../lib/chain/genesis.ts';
import type { ActionFields, EventFields } from '../../../../lib/chain/module.ts';
import { checkInvariants } from '../../../../lib/chain/read-state.ts';
import { createStateJournal } from '../../../../lib/chain/state-journal.ts';
import type { Address } from '../../../../lib/core/bytes.ts';
import { type ErrorObject, errorObjectFrom, WeftError } from '../../../../lib/core/errors.ts';
import { bank } from '../../../../lib/modules/bank/index.ts';
import type { BankKeeper } from '../../../../lib/modules/bank/keeper.ts';
import { qa } from '../../../../lib/modules/qa/index.ts';
import { getContent, getPost, getTotals, postOf } from '../../../../lib/modules/qa/posts.ts';
import { getProfile } from '../../../../lib/modules/qa/profiles.ts';
import { currentOf, type Profile, pointsOf } from '../../../../lib/modules/qa/records.ts';
import { contextAt, filled, GENESIS_MS, testGenesis, testWallet } from '../../chain/fixtures.ts';

export const [ALICE, BOB, CAROL, DAVE] = ['alice', 'bob', 'carol', 'dave'].map(
  (name) => testWallet(name).account,
) as [Address, Address, Address, Address];
export const TOKEN = filled(20, 0x77);
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Everybody may do everything, and as often as a test likes. */
export const FREE: ModuleSettings = {
  ...{ flagFrom: 1n, voteDownFrom: 1n, editOthersFrom: 1n, hideFrom: 1n },
  ...{ questionsPerDay: 1_000n, answersPerDay: 1_000n, commentsPerDay: 1_000n },
  ...{ votesPerDay: 1_000n, flagsPerDay: 1_000n, editsPerDay: 1_000n, profilesPerDay: 1_000n },
  ...{ hidesPerDay: 1_000n, favoursPerDay: 255n },
};

export const KARMA: ModuleSettings = {
  ...{ karmaToken: TOKEN, karmaPerPoint: 10n, karmaPointsPerYear: 100n },
};

/** The bank and the module on one state, told action by action. */
export function createQaWorld(values: ModuleSettings = {}) {
  const chain = foundChain(values);
  const journal = createStateJournal(chain.root.tree);
  let events: { name: string; fields: EventFields }[] = [];
  let nowMs = GENESIS_MS + HOUR_MS;
  let newKeys = 0;
  const bind = () =>
    bindModules(chain.modules, journal, contextAt(1n, nowMs), (name, fields) => {
      events.push({ name, fields });
    });

  /** Its failure; undefined for a success. A failed action leaves no trace. */
  function attempt(
    sender: Address,
    primaryType: string,
    fields: ActionFields,
  ): ErrorObject | undefined {
    const { module, definition } = chain.registry.get(primaryType);
    const before = journal.checkpoint();
    const keys = journal.keyCount();
    try {
      definition.validate(fields);
      const sent = { sender, nonce: 0n, isKeyProven: false, cosigner: undefined };
      const counted = { ...sent, countSpending: () => undefined };
      definition.execute({ ...bind().contextOf(module), ...counted }, fields);
      newKeys = journal.keyCount() - keys;
      return undefined;
    } catch (thrown) {
      journal.revert(before);
      return errorObjectFrom(thrown);
    }
  }

  const store = () => bind().contextOf(qa).store;
  const posted = (sender: Address, primaryType: string, fields: ActionFields): bigint => {
    const failure = attempt(sender, primaryType, fields);
    if (failure) throw WeftError.fromObject(failure);
    return getTotals(store()).newestPost;
  };
  return {
    chain,
    journal,
    attempt,
    store,
    /** The code of its failure; undefined for a success. */
    act: (sender: Address, primaryType: string, fields: ActionFields) =>
      attempt(sender, primaryType, fields)?.code,
    /** Each of these has to succeed; the result is the new post's id. */
    ask: (sender: Address, title = 'How does a loom weave?', tags = 'weaving') =>
      posted(sender, 'QaAsk', { title, text: `${title} I wonder.`, tags }),
    answer: (sender: Address, question: bigint, text = 'With a shuttle.') =>
      posted(sender, 'QaAnswer', { question, text }),
    comment: (sender: Address, post: bigint, text = 'Thanks.') =>
      posted(sender, 'QaComment', { post, text }),
    vote: (sender: Address, post: bigint, vote: 'up' | 'down' | 'none') =>
      attempt(sender, 'QaVote', { post, vote })?.code,
    accept: (sender: Address, question: bigint, answer: bigint) =>
      attempt(sender, 'QaAccept', { question, answer })?.code,
    post: (id: bigint) => postOf(store(), id),
    hasPost: (id: bigint) => getPost(store(), id) !== undefined,
    content: (id: bigint) => getContent(store(), currentOf(postOf(store(), id)).content),
    profile: (account: Address) => getProfile(store(), account) as Profile,
    points: (account: Address) => {
      const profile = getProfile(store(), account);
      return profile ? pointsOf(profile) : 1n;
    },
    bank: () => bind().contextOf(qa).keepers.bank as BankKeeper,
    /** Keys that the last successful action made on balance. */
    newKeys: () => newKeys,
    keyCount: () => journal.keyCount(),
    now: () => nowMs,
    pass(ms: number) {
      nowMs += ms;
    },
    check: () => checkInvariants(chain, journal.tree(), 1n),
    takeEvents() {
      const taken = events;
      events = [];
      return taken;
    },
  };
}

export type QaWorld = ReturnType<typeof createQaWorld>;

function foundChain(values: ModuleSettings): Chain {
  const settings = Object.keys(values).length === 0 ? [] : [{ module: 'qa', values }];
  return createChain(testGenesis({ settings }), [bank, qa]);
}
