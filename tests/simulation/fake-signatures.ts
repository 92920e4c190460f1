import type { Hex } from '../../lib/core/bytes.ts';

// A keyed checksum stands in for BLS: only the simulator knows the keys, so nobody can forge, and
// aggregates are sums, so two shares can cancel each other exactly as real ones can.

type Lanes = [number, number, number, number];

export function fakeSign(key: number, message: Uint8Array): Hex {
  return hexFromLanes(macOf(key, message));
}

export function fakeAggregate(signatures: readonly Hex[]): Hex {
  const sum: Lanes = [0, 0, 0, 0];
  for (const signature of signatures) addLanes(sum, lanesFromHex(signature));
  return hexFromLanes(sum);
}

export function fakeVerify(keys: readonly number[], message: Uint8Array, signature: Hex): boolean {
  const sum: Lanes = [0, 0, 0, 0];
  for (const key of keys) addLanes(sum, macOf(key, message));
  return hexFromLanes(sum) === signature;
}

function macOf(key: number, message: Uint8Array): Lanes {
  let a = Math.imul(key + 1, 0x9e3779b1);
  let b = a ^ 0x85ebca6b;
  let c = a ^ 0xc2b2ae35;
  let d = a ^ 0x27d4eb2f;
  for (const byte of message) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x85ebca77) ^ (b >>> 15);
    c = Math.imul(c + byte, 0xc2b2ae3d) ^ (c >>> 13);
    d = Math.imul(d ^ a, 0x27d4eb2f) + b;
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
}

function addLanes(sum: Lanes, lanes: Lanes): void {
  for (let i = 0; i < 4; i++) sum[i] = ((sum[i] as number) + (lanes[i] as number)) >>> 0;
}

function hexFromLanes(lanes: Lanes): Hex {
  return `0x${lanes.map((lane) => lane.toString(16).padStart(8, '0')).join('')}${PADDING}`;
}

function lanesFromHex(hex: Hex): Lanes {
  const lane = (i: number) => Number.parseInt(hex.slice(2 + i * 8, 10 + i * 8), 16);
  return [lane(0), lane(1), lane(2), lane(3)];
}

const PADDING = '00'.repeat(80);
