import type { EntryChange, ModuleStore } from '../../../lib/chain/module.ts';
import { type Address, bytesFromUint, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import type { AnswerFields, AskFields, CommentFields } from '../../../lib/modules/qa/messages.ts';
import {
  deletePost,
  getPost,
  getVote,
  holdContent,
  releaseContent,
  setFlags,
  setPost,
  setVote,
} from '../../../lib/modules/qa/posts.ts';
import { getProfile, setProfile } from '../../../lib/modules/qa/profiles.ts';
import { type Content, DAILY, type Post, type Profile } from '../../../lib/modules/qa/records.ts';

/** Entries of the module as its actions leave them, written without their rules. */
export interface QaEntries {
  readonly store: ModuleStore;
  /** What changed since it was last asked; ascending by key as in a block. */
  changes(): EntryChange[];
  all(): EntryChange[];
  ask(by: Address, fields: AskFields): number;
  answer(by: Address, fields: AnswerFields): number;
  comment(by: Address, fields: CommentFields): number;
  change(id: number, change: Partial<Post>): void;
  edit(id: number, by: Address, content: Content): void;
  remove(id: number): void;
  vote(id: number, by: Address, vote: 'up' | 'down' | 'none', points?: bigint): void;
  profile(account: Address, change: Partial<Profile>): void;
  flag(id: number, by: Address, reason: string): void;
}

export function createQaEntries(): QaEntries {
  const values = new Map<Hex, Uint8Array>();
  let before = new Map<Hex, Uint8Array | undefined>();
  let newest = 0;
  let nowMs = 1_700_000_000_000;
  const store: ModuleStore = {
    get: (key) => values.get(key),
    set(key, value) {
      if (!before.has(key)) before.set(key, values.get(key));
      if (value.length > 0) values.set(key, value);
      else values.delete(key);
    },
  };

  function postAt(id: number): Post {
    const post = getPost(store, BigInt(id));
    if (!post) throw new RangeError(`no post ${id}`);
    return post;
  }

  function change(id: number, changes: Partial<Post>): void {
    setPost(store, BigInt(id), { ...postAt(id), ...changes });
  }

  function write(by: Address, place: Pick<Post, 'kind' | 'parent'>, content: Content): number {
    newest += 1;
    nowMs += 1_000;
    const version = { content: holdContent(store, content, by), editor: by, atMs: nowMs };
    setPost(store, BigInt(newest), {
      ...{ ...place, versions: [version], edits: 0, ups: 0, downs: 0, answers: 0, comments: 0 },
      ...{ flags: 0, isHidden: false, isReviewed: false, accepted: undefined, bounty: undefined },
    });
    if (!getProfile(store, by)) profile(by, {});
    return newest;
  }

  function profile(account: Address, changes: Partial<Profile>): void {
    setProfile(store, account, { ...NEW, ...getProfile(store, account), ...changes });
  }

  return {
    store,
    changes() {
      const changed = [...before].sort(([a], [b]) => (a < b ? -1 : 1));
      before = new Map();
      return changed.map(([key, was]) => ({ key, before: was, after: values.get(key) }));
    },
    all: () => [...values].map(([key, after]) => ({ key, before: undefined, after })),
    ask: (by, { title, text, tags }) =>
      write(by, { kind: 'question', parent: 0n }, { title, text, tags: tags.split(' ') }),
    answer(by, { question, text }) {
      const id = write(by, { kind: 'answer', parent: question }, { title: '', tags: [], text });
      change(Number(question), { answers: postAt(Number(question)).answers + 1 });
      return id;
    },
    comment(by, { post, text }) {
      const id = write(by, { kind: 'comment', parent: post }, { title: '', tags: [], text });
      change(Number(post), { comments: postAt(Number(post)).comments + 1 });
      return id;
    },
    change,
    edit(id, by, content) {
      nowMs += 1_000;
      const { versions, edits } = postAt(id);
      const version = { content: holdContent(store, content, by), editor: by, atMs: nowMs };
      const forgotten = versions.length > 1 ? versions[1]?.content : undefined;
      if (forgotten) releaseContent(store, forgotten);
      change(id, { versions: [versions[0], version], edits: edits + 1 });
    },
    remove(id) {
      const post = postAt(id);
      const above = post.kind === 'answer' ? 'answers' : 'comments';
      const parent = getPost(store, post.parent);
      if (parent) change(Number(post.parent), { [above]: parent[above] - 1 });
      deletePost(store, BigInt(id), post);
    },
    vote(id, by, vote, points = 10n) {
      nowMs += 1_000;
      const { ups, downs } = postAt(id);
      const was = getVote(store, BigInt(id), by);
      const isUp = vote === 'up';
      setVote(
        store,
        BigInt(id),
        by,
        vote === 'none'
          ? undefined
          : { isUp, atMs: nowMs, authorPoints: points, voterPoints: isUp ? 0n : points / 2n },
      );
      change(id, {
        ups: ups + (isUp ? 1 : 0) - (was?.isUp === true ? 1 : 0),
        downs: downs + (vote === 'down' ? 1 : 0) - (was?.isUp === false ? 1 : 0),
      });
    },
    profile,
    flag(id, by, reason) {
      setFlags(store, BigInt(id), [{ by, atMs: nowMs, reason }]);
      change(id, { flags: 1 });
    },
  };
}

export function personAt(index: number): Address {
  return hexFromBytes(bytesFromUint(BigInt(index + 1), 20));
}

const NEW: Profile = {
  ...{ name: '', bio: '', joinedMs: 1, gained: 0n, lost: 0n, redeemed: 0n, redemptions: 0n },
  ...{ questions: 0, answers: 0, accepted: 0, flagsFromMs: 0 },
  today: { number: 0, done: DAILY.map(() => 0), favours: new Uint8Array(0) },
};
