import { keccak_256 } from '@noble/hashes/sha3.js';
import { keccak256 as ethersKeccak } from 'ethers';
import fc from 'fast-check';
import { createKeccak } from 'hash-wasm';
import { afterEach, describe, expect, it } from 'vitest';
import { bytesFromHex, type Hex, hexFromBytes } from '../../lib/core/bytes.ts';
import { installKeccak, keccakHex } from '../../lib/core/keccak.ts';
import { readVectors } from './vectors.ts';

// Known answers of the Keccak team's submission to NIST (ShortMsgKAT_256, LongMsgKAT_256).

interface Vector {
  name: string;
  message: Hex;
  hash: Hex;
}

describe.each(['plain JavaScript', 'WebAssembly'])('keccak-256 in %s', (kind) => {
  afterEach(() => installKeccak(keccak_256));

  it.each(readVectors<Vector>('keccak256'))('$name', async ({ message, hash }) => {
    if (kind === 'WebAssembly') await installWasm();
    expect(keccakHex(bytesFromHex(message))).toBe(hash);
  });

  it('agrees with ethers at every length around the sponge blocks', async () => {
    if (kind === 'WebAssembly') await installWasm();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600, size: 'max' }), (message) => {
        expect(keccakHex(message)).toBe(ethersKeccak(message));
      }),
    );
    for (let length = 130; length < 280; length++) {
      const message = new Uint8Array(length).fill(length & 255);
      expect(keccakHex(message)).toBe(ethersKeccak(hexFromBytes(message)));
    }
  });
});

async function installWasm(): Promise<void> {
  const hasher = await createKeccak(256);
  installKeccak((bytes) => hasher.init().update(bytes).digest('binary'));
}
