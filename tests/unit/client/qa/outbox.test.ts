import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  answerAction,
  askAction,
  editAction,
  voteAction,
} from '../../../../lib/client/qa/actions.ts';
import { createCourier } from '../../../../lib/client/qa/courier.ts';
import { forgetDraft, keepDraft, readDraft } from '../../../../lib/client/qa/drafts.ts';
import { Outbox } from '../../../../lib/client/qa/outbox.ts';
import { writtenIn } from '../../../../lib/client/qa/outbox-item.ts';
import type { TransactionView } from '../../../../lib/client/types.ts';
import type { Hash, Hex } from '../../../../lib/core/bytes.ts';
import { WeftError } from '../../../../lib/core/errors.ts';
import { MAX_DRAFTS, MAX_OUTBOX_ITEMS, OUTBOX_FINAL_KEPT_MS } from '../../../../lib/core/limits.ts';

const KEY = 'outbox';
const HASH: Hash = `0x${'ab'.repeat(32)}`;
const QUESTION = { title: 'Why is the sky blue?', text: 'I wonder.', tags: ['sky'] };

function memoryStorage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe('the outbox', () => {
  it('has what is added at once, and takes one at a place at a time', () => {
    const outbox = new Outbox(undefined, KEY);
    const item = outbox.add(answerAction(1n, 'Because.'), 5_000);
    expect(outbox.all()).toEqual([item]);
    expect(outbox.add(answerAction(1n, 'Because!'), 5_001)).toBeUndefined();
    expect(outbox.add(answerAction(2n, 'Because!'), 5_001)).toBeDefined();
    expect(outbox.all()).toHaveLength(2);
  });

  it('changes its mind about a vote that was not sent, and queues one behind a sent vote', () => {
    const outbox = new Outbox(undefined, KEY);
    outbox.add(voteAction(1n, 'up'), 1);
    outbox.add(voteAction(1n, 'none'), 2);
    expect(outbox.all().map(({ fields }) => fields.vote)).toEqual(['none']);
    outbox.update(outbox.all()[0]?.id ?? 0, { state: 'pending' });
    outbox.add(voteAction(1n, 'down'), 3);
    expect(outbox.all().map(({ fields }) => fields.vote)).toEqual(['none', 'down']);
  });

  it('is there again after a reload, without what is final', () => {
    const storage = memoryStorage();
    const outbox = new Outbox(storage, KEY);
    const first = outbox.add(askAction(QUESTION), 1);
    const second = outbox.add(answerAction(7n, 'Because.'), 2);
    outbox.update(first?.id ?? 0, { state: 'final', height: 9n, post: 3n });
    outbox.update(second?.id ?? 0, { state: 'sending', envelope: '0xabcd' });
    const [again, ...others] = new Outbox(storage, KEY).all();
    expect(others).toEqual([]);
    expect(again).toEqual({ ...second, state: 'waiting', envelope: '0xabcd' });
  });

  it('reads nothing from a text that is none of its own', () => {
    const storage = memoryStorage();
    for (const text of ['', '{', '[{"id":1}]', '[{"id":1,"primaryType":"QaVote","fields":[]}]']) {
      storage.setItem(KEY, text);
      expect(new Outbox(storage, KEY).all()).toEqual([]);
    }
  });

  it('works where the browser keeps nothing', () => {
    const refuses = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    const outbox = new Outbox({ getItem: refuses, setItem: refuses, removeItem: refuses }, KEY);
    outbox.add(voteAction(1n, 'up'), 1);
    expect(outbox.all()).toHaveLength(1);
  });

  it('holds so many and no more, and forgets what has long been final', () => {
    const outbox = new Outbox(undefined, KEY);
    for (let post = 1; post <= MAX_OUTBOX_ITEMS; post++) {
      outbox.add(voteAction(BigInt(post), 'up'), post);
    }
    const one = () => outbox.add(voteAction(1_000n, 'up'), OUTBOX_FINAL_KEPT_MS + 100);
    expect(one).toThrow(expect.objectContaining({ code: 'outbox/full' }));
    outbox.update(1, { state: 'final', height: 1n });
    expect(one()).toBeDefined();
  });
});

describe('the courier', () => {
  const client = {
    send: vi.fn<(envelope: Hex) => Promise<Hash>>(),
    transaction: vi.fn<() => Promise<TransactionView | null>>(),
    waitForFinal: vi.fn<() => Promise<TransactionView>>(),
  };
  const send = vi.fn<() => Promise<Hash>>();
  const onFailed = vi.fn();
  const claim = vi.fn<() => Promise<boolean>>();

  function start(outbox: Outbox) {
    return createCourier({ client, outbox, claim, send, onFailed });
  }

  function finalWith(changes: Partial<TransactionView>): TransactionView {
    return { hash: HASH, final: true, height: 8n, events: [], ...changes } as TransactionView;
  }

  beforeEach(() => {
    vi.resetAllMocks();
    claim.mockResolvedValue(true);
    client.transaction.mockResolvedValue(null);
    client.waitForFinal.mockReturnValue(new Promise(() => {}));
  });

  it('waits until it can send, then tells the number of the post', async () => {
    const outbox = new Outbox(undefined, KEY);
    const courier = start(outbox);
    outbox.add(askAction(QUESTION), 1);
    expect(send).not.toHaveBeenCalled();
    send.mockResolvedValue(HASH);
    const fields = { post: 12n, by: '0x00' as Hex };
    client.waitForFinal.mockResolvedValue(finalWith({ events: [{ name: 'qa.asked', fields }] }));
    courier.setReady(true, true);
    await vi.waitFor(() => expect(outbox.all()[0]?.state).toBe('final'));
    expect(outbox.all()[0]).toMatchObject({ height: 8n, post: 12n, hash: HASH });
  });

  it('sends one after the other, and does not wait for blocks in between', async () => {
    const outbox = new Outbox(undefined, KEY);
    const courier = start(outbox);
    let release = (_: Hash) => {};
    send.mockReturnValueOnce(
      new Promise((resolve) => {
        release = resolve;
      }),
    );
    send.mockResolvedValue(HASH);
    courier.setReady(true, true);
    outbox.add(voteAction(1n, 'up'), 1);
    outbox.add(voteAction(2n, 'up'), 2);
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(1));
    await Promise.all(claim.mock.results.map(({ value }) => value));
    expect(send).toHaveBeenCalledTimes(1);
    release(HASH);
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(2));
  });

  it('keeps the text of what failed, and the reason', async () => {
    const outbox = new Outbox(undefined, KEY);
    const courier = start(outbox);
    send.mockRejectedValue(new WeftError('sponsor/out-of-coins', 'no coins'));
    outbox.add(answerAction(1n, 'Because.'), 1);
    courier.setReady(true, true);
    await vi.waitFor(() => expect(onFailed).toHaveBeenCalled());
    const [item] = outbox.all();
    expect(item).toMatchObject({ state: 'failed', error: { code: 'sponsor/out-of-coins' } });
    expect(item?.fields.text).toBe('Because.');
  });

  it('takes a failed vote back, and says nothing where it was given already', async () => {
    const outbox = new Outbox(undefined, KEY);
    const courier = start(outbox);
    send.mockResolvedValue(HASH);
    const failure = { code: 'qa/nothing-changes', message: '', facts: {} };
    client.waitForFinal.mockResolvedValue(finalWith({ failure }));
    outbox.add(voteAction(1n, 'up'), 1);
    courier.setReady(true, true);
    await vi.waitFor(() => expect(outbox.all()).toEqual([]));
    expect(onFailed).not.toHaveBeenCalled();
    client.waitForFinal.mockRejectedValue(new WeftError('transaction/expired', 'too late'));
    outbox.add(voteAction(1n, 'up'), 2);
    await vi.waitFor(() => expect(onFailed).toHaveBeenCalledOnce());
  });

  it('sends after a reload what was signed before, and never signs it twice', async () => {
    const storage = memoryStorage();
    const before = new Outbox(storage, KEY);
    const item = before.add(answerAction(1n, 'Because.'), 1);
    before.update(item?.id ?? 0, { state: 'sending', envelope: '0x02ab' });
    const outbox = new Outbox(storage, KEY);
    client.send.mockResolvedValue(HASH);
    start(outbox).setReady(true, true);
    await vi.waitFor(() => expect(outbox.all()[0]?.state).toBe('pending'));
    expect(client.send).toHaveBeenCalledExactlyOnceWith('0x02ab');
    expect(send).not.toHaveBeenCalled();
  });

  it('leaves to another tab what is waiting there unsigned, and sends what was signed', async () => {
    const outbox = new Outbox(undefined, KEY);
    claim.mockResolvedValue(false);
    const signed = outbox.add(answerAction(1n, 'Signed.'), 1);
    outbox.update(signed?.id ?? 0, { envelope: '0x02ab' });
    outbox.add(answerAction(2n, 'Not signed yet.'), 2);
    client.send.mockResolvedValue(HASH);
    start(outbox).setReady(true, true);
    await vi.waitFor(() => expect(outbox.all().map(({ state }) => state)).toEqual(['pending']));
    expect(claim).toHaveBeenCalledOnce();
    expect(client.send).toHaveBeenCalledExactlyOnceWith('0x02ab');
    expect(send).not.toHaveBeenCalled();
    expect(onFailed).not.toHaveBeenCalled();
  });

  it('offers to the node after a reload what the one before had, without a session', async () => {
    const storage = memoryStorage();
    const before = new Outbox(storage, KEY);
    const sent = before.add(answerAction(1n, 'Because.'), 1);
    before.update(sent?.id ?? 0, { state: 'pending', envelope: '0x02ab', hash: HASH });
    before.add(answerAction(2n, 'Not signed yet.'), 2);
    const outbox = new Outbox(storage, KEY);
    client.send.mockResolvedValue(HASH);
    const courier = start(outbox);
    courier.setReady(false, true);
    expect(client.send).not.toHaveBeenCalled();
    courier.setReady(true, false);
    await vi.waitFor(() => expect(outbox.all()[0]?.state).toBe('pending'));
    expect(client.send).toHaveBeenCalledExactlyOnceWith('0x02ab');
    expect(outbox.all()[1]?.state).toBe('waiting');
    expect(send).not.toHaveBeenCalled();
  });

  it('follows after a reload what the node still has, without sending it', async () => {
    const storage = memoryStorage();
    const before = new Outbox(storage, KEY);
    const sent = before.add(answerAction(1n, 'Because.'), 1);
    before.update(sent?.id ?? 0, { state: 'pending', envelope: '0x02ab', hash: HASH });
    const outbox = new Outbox(storage, KEY);
    client.transaction.mockResolvedValue(finalWith({ status: 'success' }));
    client.waitForFinal.mockResolvedValue(finalWith({ status: 'success' }));
    start(outbox).setReady(true, true);
    await vi.waitFor(() => expect(outbox.all()[0]?.state).toBe('final'));
    expect(client.send).not.toHaveBeenCalled();
  });

  it('tries again what a node could not take', async () => {
    vi.useFakeTimers();
    const outbox = new Outbox(undefined, KEY);
    const courier = start(outbox);
    send.mockRejectedValueOnce(new WeftError('node/not-running', 'paused'));
    send.mockResolvedValue(HASH);
    courier.setReady(true, true);
    outbox.add(voteAction(1n, 'up'), 1);
    await vi.advanceTimersByTimeAsync(10);
    expect(outbox.all()[0]?.state).toBe('waiting');
    await vi.runOnlyPendingTimersAsync();
    expect(outbox.all()[0]?.state).toBe('pending');
    vi.useRealTimers();
  });
});

describe('what was typed', () => {
  const version = { title: '', text: 'Mine.', tags: [] };
  const item = { ...editAction({ id: 3n, edits: 2 }, version), id: 1, state: 'failed' } as const;

  it('goes on from the version from which it started', () => {
    const asked = { title: 'Why is the sky blue?', text: 'I wonder.', tags: ['sky', 'light'] };
    expect(writtenIn({ ...askAction(asked), id: 1, state: 'failed' })).toEqual(asked);
    const error = new WeftError('transaction/expired', 'too late').toObject();
    expect(writtenIn({ ...item, error })).toEqual({ ...version, edits: 2 });
  });

  it('goes on from the version that came first, once its writer is told of it', () => {
    const error = new WeftError('qa/edited-meanwhile', 'too late', { edits: 5 }).toObject();
    expect(writtenIn({ ...item, error })).toEqual({ ...version, edits: 5 });
  });
});

describe('drafts', () => {
  const draft = (text: string, savedAtMs = 1) => ({ title: '', text, tags: [], savedAtMs });

  it('are kept for each place, until nothing is written there', () => {
    const storage = memoryStorage();
    keepDraft(storage, KEY, 'QaAsk', draft('one'));
    keepDraft(storage, KEY, 'QaAnswer/3', draft('two'));
    expect(readDraft(storage, KEY, 'QaAsk')?.text).toBe('one');
    keepDraft(storage, KEY, 'QaAsk', draft('  '));
    expect(readDraft(storage, KEY, 'QaAsk')).toBeUndefined();
    expect(readDraft(storage, KEY, 'QaAnswer/3')?.text).toBe('two');
  });

  it('remember from which version they were made', () => {
    const storage = memoryStorage();
    keepDraft(storage, KEY, 'QaEdit/3', { ...draft('mine'), edits: 2 });
    expect(readDraft(storage, KEY, 'QaEdit/3')).toMatchObject({ text: 'mine', edits: 2 });
    keepDraft(storage, KEY, 'QaEdit/4', draft('mine'));
    expect(readDraft(storage, KEY, 'QaEdit/4')).not.toHaveProperty('edits');
  });

  it('are forgotten once the node has them, and not what was written since', () => {
    const storage = memoryStorage();
    keepDraft(storage, KEY, 'QaEdit/3', { ...draft('one'), edits: 4 });
    forgetDraft(storage, KEY, 'QaEdit/3', draft('another'));
    forgetDraft(storage, KEY, 'QaEdit/4', draft('one'));
    expect(readDraft(storage, KEY, 'QaEdit/3')).toBeDefined();
    forgetDraft(storage, KEY, 'QaEdit/3', { title: '', text: 'one', tags: [] });
    expect(readDraft(storage, KEY, 'QaEdit/3')).toBeUndefined();
  });

  it('are the newest ones, and none of a text that is not theirs', () => {
    const storage = memoryStorage();
    for (let n = 0; n <= MAX_DRAFTS; n++) keepDraft(storage, KEY, `QaAnswer/${n}`, draft('x'));
    expect(readDraft(storage, KEY, 'QaAnswer/0')).toBeUndefined();
    expect(readDraft(storage, KEY, `QaAnswer/${MAX_DRAFTS}`)?.text).toBe('x');
    storage.setItem(KEY, '{"place":1}');
    expect(readDraft(storage, KEY, 'QaAnswer/1')).toBeUndefined();
  });
});
