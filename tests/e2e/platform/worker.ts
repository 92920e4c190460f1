import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesFromHex, type Hash, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { errorObjectFrom } from '../../../lib/core/errors.ts';
import type { Signatures, Storage, ValidatorKeys } from '../../../lib/node/ports.ts';
import { createIndexedDbKeys } from '../../../lib/platform/browser/indexeddb-keys.ts';
import { openIndexedDbStorage } from '../../../lib/platform/browser/indexeddb-storage.ts';
import { acquireInstanceLock } from '../../../lib/platform/browser/instance-lock.ts';
import { createVerifyPool } from '../../../lib/platform/browser/verify-pool.ts';
import { createWasmSignatures } from '../../../lib/platform/browser/wasm-signatures.ts';
import type { InstanceLock } from '../../../lib/platform/instance-lock.ts';
import { createBlsWasm } from '../../../lib/platform/signatures/bls-wasm.ts';
import { installKeccakWasm } from '../../../lib/platform/signatures/keccak-wasm.ts';
import { createSystemClock } from '../../../lib/platform/system-clock.ts';
import type { ComplianceCase } from '../../compliance/compliance-case.ts';
import { hostileP256Cases } from '../../compliance/hostile-p256.ts';
import { hostileSignaturesCases } from '../../compliance/hostile-signatures.ts';
import { type KeysAtPlace, keysCases } from '../../compliance/keys-cases.ts';
import { signaturesCases } from '../../compliance/signatures-cases.ts';
import { createRealSubject } from '../../compliance/signatures-subjects.ts';
import { storageCases } from '../../compliance/storage-cases.ts';

// What the tests may ask the worker to do. Results are plain values; failures are error codes.

let storage: Storage | undefined;
let goneCalls = 0;
let keys: ValidatorKeys | undefined;
const networkSecret = hexOfBytes(32);
const networkKey = hexFromBytes(ed25519.getPublicKey(bytesFromHex(networkSecret)));
const context = { genesisHash: hexOfBytes(32), networkKey, networkSecret };
const locks = new Map<string, InstanceLock>();
let opened = 0;

const pool = createVerifyPool({
  clock: createSystemClock(),
  createFallback: createWasmSignatures,
  onWorkerLost: () => undefined,
});

const probe = {
  runStorageCases() {
    const names = new Map<Storage, string>();
    const open = async (name: string) => {
      const storage = await openIndexedDbStorage({ name });
      names.set(storage, name);
      return storage;
    };
    return failuresOf(storageCases, {
      open: () => open(`case-${opened++}`),
      async reopen(storage) {
        await storage.close();
        return open(names.get(storage) as string);
      },
    });
  },

  async runKeysCases() {
    const names = new Map<KeysAtPlace, string>();
    const open = async (name: string) => {
      const storage = await openIndexedDbStorage({ name });
      const place = { storage, keys: createIndexedDbKeys({ storage, ...context }) };
      names.set(place, name);
      return place;
    };
    const openAgain = (place: KeysAtPlace) => open(names.get(place) as string);
    return failuresOf(keysCases, {
      ...context,
      signatures: await createWasmSignatures(),
      open: () => open(`keys-${opened++}`),
      async reopen(place) {
        await place.keys.close();
        await place.storage.close();
        return openAgain(place);
      },
      openAgain,
      async openWithoutDatabase(place) {
        await place.keys.close();
        const gone = new Promise<void>((resolve) => place.storage.onGone(resolve));
        const deleted = indexedDB.deleteDatabase(names.get(place) as string);
        await gone;
        await new Promise((resolve) => deleted.addEventListener('success', resolve));
        return openAgain(place);
      },
    });
  },

  openKeys(name: string) {
    return codeOf(async () => {
      const storage = await openIndexedDbStorage({ name });
      keys = createIndexedDbKeys({ storage, ...context });
    });
  },
  createKey: () => codeOf(async () => keys?.create(hexOfBytes(20))),
  /** Its state or the cause of its death, and the public half. */
  async currentKey() {
    try {
      const key = await keys?.current();
      if (!key) return ['none'];
      return [key.state === 'dead' ? key.cause.code : key.state, key.blsKey];
    } catch (thrown) {
      return [errorObjectFrom(thrown).code];
    }
  },

  async runSignaturesCases(where: 'inline' | 'verify workers') {
    await installKeccakWasm();
    const signatures = where === 'inline' ? await createWasmSignatures() : pool;
    const subject = createRealSubject(signatures, await createBlsWasm());
    const cases = [...signaturesCases, ...hostileSignaturesCases, ...hostileP256Cases];
    return failuresOf(cases, subject);
  },

  workers: () => pool.workers(),

  openStorage(name: string) {
    return codeOf(async () => {
      storage = await openIndexedDbStorage({ name });
      storage.onGone(() => {
        goneCalls += 1;
      });
    });
  },
  closeStorage: () => codeOf(async () => storage?.close()),
  write(key: number, bytes: number) {
    const value = crypto.getRandomValues(new Uint8Array(Math.min(bytes, 65_536)));
    const large = new Uint8Array(bytes);
    for (let at = 0; at < bytes; at += value.length) {
      large.set(value.subarray(0, Math.min(value.length, bytes - at)), at);
    }
    const write = { bucket: 'journal' as const, key: Uint8Array.of(key), value: large };
    return codeOf(async () => storage?.write([write], { durable: true }));
  },
  async sizes() {
    const entries = (await storage?.range('journal', {})) ?? [];
    return entries.map(({ key, value }) => [key[0], value.length]);
  },
  goneCalls: () => goneCalls,

  lock(name: string, whenHeld: 'fail' | 'wait') {
    return codeOf(async () => {
      locks.set(name, await acquireInstanceLock({ name, whenHeld }));
    });
  },
  unlock: (name: string) => codeOf(async () => locks.get(name)?.release()),

  async measureSignatures(where: 'inline' | 'verify workers', recoveries: number, checks: number) {
    await installKeccakWasm();
    const signatures = where === 'inline' ? await createWasmSignatures() : pool;
    return measure(signatures, recoveries, checks);
  },
};

export type PlatformProbe = typeof probe;

addEventListener('message', async ({ data, ports }: MessageEvent) => {
  if (data === 'verify-ports') {
    for (const port of ports) pool.addWorker(port);
    return;
  }
  const [name, parameters] = data as [keyof PlatformProbe, never[]];
  const method = probe[name] as (...values: never[]) => unknown;
  try {
    ports[0]?.postMessage({ result: await method(...parameters) });
  } catch (thrown) {
    ports[0]?.postMessage({ error: JSON.stringify(errorObjectFrom(thrown)) });
  }
});

async function failuresOf<Subject>(cases: ComplianceCase<Subject>[], subject: Subject) {
  const failures: string[] = [];
  for (const { name, run } of cases) {
    await run(subject).catch((thrown: unknown) => {
      failures.push(`${name}: ${errorObjectFrom(thrown).message}`);
    });
  }
  return { run: cases.length, failures };
}

function hexOfBytes(length: number): Hex {
  return `0x${'11'.repeat(length)}`;
}

async function codeOf(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
    return 'done';
  } catch (thrown) {
    return errorObjectFrom(thrown).code;
  }
}

async function measure(signatures: Signatures, recoveries: number, checks: number) {
  const subject = createRealSubject(signatures, await createBlsWasm());
  const digest: Hash = `0x${'11'.repeat(32)}`;
  const { signature } = subject.sign(1, digest);
  const items = Array.from({ length: recoveries }, () => ({ digest, signature }));
  const message = Uint8Array.of(1);
  const signers = Array.from({ length: 21 }, (_, i) => subject.signer(i));
  const shares: Hex[] = signers.map(({ sign }) => sign(message));
  const check = {
    keys: signers.map(({ publicKey }) => publicKey),
    message,
    signature: await signatures.aggregate(shares),
  };
  await signatures.recoverAddresses(items.slice(0, 200));
  await signatures.verifyAggregates([check, check, check, check]);
  const started = performance.now();
  await signatures.recoverAddresses(items);
  const recovered = performance.now();
  await signatures.verifyAggregates(Array.from({ length: checks }, () => check));
  const verified = performance.now();
  return {
    recoveriesPerSecond: Math.round((recoveries / (recovered - started)) * 1000),
    checksOf21PerSecond: Math.round((checks / (verified - recovered)) * 1000),
  };
}
