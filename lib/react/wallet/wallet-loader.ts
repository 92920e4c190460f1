import type { JoinedNode } from '../../client/join-node.ts';
import type { Signer } from '../../client/signer.ts';
import { errorObjectFrom, WeftError } from '../../core/errors.ts';
import { NO_WALLET_YET, type WalletRuntime, type WalletState } from './wallet-types.ts';

/** The wallet of the page, whose code comes when the page has painted and only once. */
export interface WalletLoader {
  state(): WalletState;
  onChange(listener: () => void): () => void;
  /** Resolves when the code is there. @throws WeftError `wallet/not-loaded`, `network-file/...`. */
  load(): Promise<WalletRuntime>;
}

const loaders = new WeakMap<JoinedNode, WalletLoader>();

export function walletLoaderOf(joined: JoinedNode): WalletLoader {
  const existing = loaders.get(joined);
  if (existing) return existing;
  const loader = createWalletLoader(joined);
  loaders.set(joined, loader);
  return loader;
}

function createWalletLoader(joined: JoinedNode): WalletLoader {
  const listeners = new Set<() => void>();
  let runtime: WalletRuntime | undefined;
  let loading: Promise<WalletRuntime> | undefined;
  let state = NO_WALLET_YET;

  function tell(): void {
    for (const listener of [...listeners]) listener();
  }

  async function load(): Promise<WalletRuntime> {
    try {
      const [{ ethereum }, { createWalletRuntime }] = await Promise.all([
        joined.network,
        import('./wallet-runtime.ts'),
      ]);
      runtime = createWalletRuntime(ethereum);
      runtime.onChange(tell);
      runtime.onChange(lending(joined, runtime));
      tell();
      return runtime;
    } catch (thrown) {
      const error = loadErrorFrom(thrown);
      loading = undefined;
      state = { ...NO_WALLET_YET, status: 'disconnected', error: error.toObject() };
      tell();
      throw error;
    }
  }

  return {
    state: () => runtime?.state() ?? state,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load() {
      loading ??= load();
      return loading;
    },
  };
}

/** Lends the connected wallet to the node while it is on our network. */
function lending(joined: JoinedNode, runtime: WalletRuntime): () => void {
  const signer: Signer = { request: async (call) => (await runtime.signer()).request(call) };
  let lent: string | undefined;
  return () => {
    const { status, wallet, isWrongNetwork } = runtime.state();
    const usable = status === 'connected' && !isWrongNetwork ? wallet?.id : undefined;
    if (usable === lent) return;
    lent = usable;
    joined.lendWallet(usable ? signer : undefined);
  };
}

function loadErrorFrom(thrown: unknown): WeftError {
  if (thrown instanceof WeftError) return thrown;
  return new WeftError('wallet/not-loaded', errorObjectFrom(thrown).message);
}
