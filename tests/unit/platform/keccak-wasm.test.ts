import { keccak_256 } from '@noble/hashes/sha3.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keccak256 } from '../../../lib/core/keccak.ts';
import { installKeccakWasm } from '../../../lib/platform/signatures/keccak-wasm.ts';

describe('keccak in WebAssembly', () => {
  it('gives the same hashes, at every length around a block and above its buffer', async () => {
    await installKeccakWasm();
    for (const length of [0, 1, 135, 136, 137, 272, 16_384, 16_385, 100_000]) {
      const bytes = Uint8Array.from({ length }, (_, i) => i % 253);
      expect(keccak256(bytes)).toEqual(keccak_256(bytes));
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(keccak256(bytes)).toEqual(keccak_256(bytes));
      }),
    );
  });

  it('gives every caller a result of its own', async () => {
    await installKeccakWasm();
    const first = keccak256(Uint8Array.of(1));
    const copy = first.slice();
    keccak256(Uint8Array.of(2));
    expect(first).toEqual(copy);
  });
});
