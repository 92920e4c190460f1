import { afterAll, describe, it } from 'vitest';
import { serveVerify } from '../../lib/platform/browser/serve-verify.ts';
import { createVerifyPool } from '../../lib/platform/browser/verify-pool.ts';
import { createWasmSignatures } from '../../lib/platform/browser/wasm-signatures.ts';
import { createNativeSignatures } from '../../lib/platform/nodejs/native-signatures.ts';
import { createBlsNative } from '../../lib/platform/signatures/bls-native.ts';
import { createBlsWasm } from '../../lib/platform/signatures/bls-wasm.ts';
import { createSystemClock } from '../../lib/platform/system-clock.ts';
import { hostileP256Cases } from './hostile-p256.ts';
import { hostileSignaturesCases } from './hostile-signatures.ts';
import { signaturesCases } from './signatures-cases.ts';
import { createFakeSubject, createRealSubject } from './signatures-subjects.ts';

const pool = createVerifyPool({
  clock: createSystemClock(),
  createFallback: createWasmSignatures,
  onWorkerLost: () => undefined,
});
for (let worker = 0; worker < 2; worker++) {
  const { port1, port2 } = new MessageChannel();
  void serveVerify(port1, createWasmSignatures());
  pool.addWorker(port2);
}
afterAll(() => pool.close());

const real = {
  native: createRealSubject(await createNativeSignatures(), createBlsNative()),
  wasm: createRealSubject(await createWasmSignatures(), await createBlsWasm()),
  'verify workers': createRealSubject(pool, await createBlsWasm()),
};

for (const [adapter, subject] of Object.entries({ fake: createFakeSubject(), ...real })) {
  describe(`signatures by ${adapter}`, () => {
    for (const { name, run } of signaturesCases) it(name, () => run(subject));
  });
}

for (const [adapter, subject] of Object.entries(real)) {
  describe(`hostile signatures to ${adapter}`, () => {
    const cases = [...hostileSignaturesCases, ...hostileP256Cases];
    for (const { name, run } of cases) it(name, () => run(subject));
  });
}
