import type { BlockContext, ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import type { Address } from '../../core/bytes.ts';
import {
  decodeRlp,
  encodeRlp,
  hexItem,
  hexOf,
  listOf,
  numberOf,
  uintItem,
  uintOf,
} from '../../core/rlp.ts';
import { ATTENDANCE_KEY } from './keys.ts';

/** What the members of the current epoch did. */
export interface Attendance {
  epoch: bigint;
  /** Timestamp of the epoch's root. */
  startMs: number;
  /** Blocks whose parent's certificate was looked at: all but the epoch's first. */
  blocks: number;
  /** In the order of the committee; empty until the epoch's first block. */
  members: readonly MemberAttendance[];
}

export interface MemberAttendance {
  account: Address;
  /** Views it led. */
  turns: number;
  /** Of those, views that ended without a block. */
  missed: number;
  /** Blocks whose parent's certificate it signed. */
  attended: number;
}

export function getAttendance(store: Pick<ModuleStore, 'get'>): Attendance {
  const bytes = store.get(ATTENDANCE_KEY);
  assert(bytes, 'attendance is there since genesis');
  const [epoch, startMs, blocks, members] = listOf(decodeRlp(bytes), 4);
  return {
    epoch: uintOf(epoch),
    startMs: numberOf(startMs),
    blocks: numberOf(blocks),
    members: listOf(members).map((item) => {
      const [account, turns, missed, attended] = listOf(item, 4);
      return {
        account: hexOf(account, 20),
        turns: numberOf(turns),
        missed: numberOf(missed),
        attended: numberOf(attended),
      };
    }),
  };
}

/** Opens the count of an epoch. */
export function startAttendance(store: ModuleStore, epoch: bigint, startMs: number): void {
  setAttendance(store, { epoch, startMs, blocks: 0, members: [] });
}

/** Charges the views since the parent's to their leaders, and counts who signed the parent. */
export function countAttendance(store: ModuleStore, { epoch, proposer }: BlockContext): Attendance {
  const before = getAttendance(store);
  assert(before.epoch === epoch.number, 'the count is of the block’s epoch');
  const members = epoch.committee.map(({ account }, index) => ({
    ...(before.members[index] ?? { account, turns: 0, missed: 0, attended: 0 }),
  }));
  for (const index of epoch.missed) {
    const leader = members[index];
    assert(leader, 'a leader is a member');
    leader.turns++;
    leader.missed++;
  }
  for (const index of epoch.attended) {
    const signer = members[index];
    assert(signer, 'a signer is a member');
    signer.attended++;
  }
  const leader = members.find(({ account }) => account === proposer);
  if (leader) leader.turns++;
  const blocks = before.blocks + (epoch.attended.length > 0 ? 1 : 0);
  const after = { ...before, blocks, members };
  setAttendance(store, after);
  return after;
}

function setAttendance(store: ModuleStore, attendance: Attendance): void {
  const { epoch, startMs, blocks, members } = attendance;
  store.set(
    ATTENDANCE_KEY,
    encodeRlp([
      uintItem(epoch),
      uintItem(startMs),
      uintItem(blocks),
      members.map(({ account, turns, missed, attended }) => [
        hexItem(account),
        uintItem(turns),
        uintItem(missed),
        uintItem(attended),
      ]),
    ]),
  );
}
