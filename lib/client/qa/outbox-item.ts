import type { ErrorObject, Hash, Hex } from '../types.ts';
import type { QaAction, QuestionText } from './actions.ts';

/**
 * `waiting` for a session or for the node, `sending` until the node has it, `pending` until its
 * block is final, and then `final`, or `failed` at any of these.
 */
export type OutboxState = 'waiting' | 'sending' | 'pending' | 'final' | 'failed';

/** Something that this tab does on Ask, shown before anybody else has it. */
export interface OutboxItem extends QaAction {
  /** When it was made, in milliseconds, and different from all others of the tab. */
  id: number;
  state: OutboxState;
  /** What was signed: sending it again is harmless. */
  envelope?: Hex;
  hash?: Hash;
  /** Of its final block. */
  height?: bigint;
  /** What the chain calls the post that it made. */
  post?: bigint;
  /** Why it failed. */
  error?: ErrorObject;
}

/** True while nobody knows what becomes of it. */
export function isOpen({ state }: Pick<OutboxItem, 'state'>): boolean {
  return state === 'waiting' || state === 'sending' || state === 'pending';
}

/** The post that an item makes: below zero until the chain has given it a number. */
export function postOf({ id, post }: Pick<OutboxItem, 'id' | 'post'>): bigint {
  return post ?? -BigInt(id);
}

/**
 * Where something is written: at one place only one at a time. The same key names drafts.
 */
export function placeOf({ primaryType, fields }: QaAction): string {
  const about = fields.question ?? fields.post;
  return about === undefined ? primaryType : `${primaryType}/${about}`;
}

/** Whether a person typed something for it that must not be lost. */
export function hasText({ fields }: QaAction): boolean {
  return 'text' in fields || 'reason' in fields || 'bio' in fields;
}

/**
 * What a person typed for it, to go on with. Of an edit that came too late, the edits are those
 * that its writer is told of, so that saving it again overwrites nothing that he has not seen.
 */
export function writtenIn({ fields, error }: OutboxItem): QuestionText {
  const tags = `${fields.tags ?? ''}`.split(' ').filter((tag) => tag !== '');
  const written = { title: `${fields.title ?? ''}`, text: `${fields.text ?? ''}`, tags };
  const isLate = error?.code === 'qa/edited-meanwhile';
  const edits = isLate ? error.facts.edits : fields.edits;
  return edits === undefined ? written : { ...written, edits: Number(edits) };
}
