import type { WeftClient } from '../../client/create-client.ts';
import type { Signer } from '../../client/signer.ts';
import type { Address, Hash } from '../../core/bytes.ts';
import type { ErrorObject } from '../../core/errors.ts';

/** A wallet that announced itself to the page (EIP-6963). */
export interface WalletOption {
  id: string;
  name: string;
  /** Data URL. */
  icon?: string;
}

export interface WalletState {
  /** `loading` until the page has looked for wallets. */
  status: 'loading' | 'disconnected' | 'connecting' | 'reconnecting' | 'connected';
  wallets: readonly WalletOption[];
  /** The wallet in use. */
  wallet?: WalletOption;
  account?: Address;
  /** Of the network the wallet is on. */
  chainId?: number;
  /** The network on which this chain's actions are signed. */
  network?: { chainId: number; name: string };
  /** Connected, but to another network. */
  isWrongNetwork: boolean;
  /** A change of network waits for the person. */
  isSwitching: boolean;
  /** Of the last thing tried. */
  error?: ErrorObject;
}

export const NO_WALLET_YET: WalletState = {
  status: 'loading',
  wallets: [],
  isWrongNetwork: false,
  isSwitching: false,
};

/** The wallet of the page. Verbs never throw: what goes wrong is in the state's `error`. */
export interface WalletRuntime {
  state(): WalletState;
  onChange(listener: () => void): () => void;
  connect(walletId: string): Promise<void>;
  disconnect(): Promise<void>;
  /** Asks the wallet to change to our network, adding it where the wallet does not know it. */
  switchNetwork(): Promise<void>;
  /** @throws WeftError `wallet/locked` while no wallet is connected. */
  signer(): Promise<Signer>;
  transact: Transact;
}

export type TransactionStage = 'preparing' | 'signing' | 'sending';

export interface ActionRequest {
  primaryType: string;
  fields: Readonly<Record<string, string | bigint | boolean | readonly bigint[]>>;
  /** The most to pay, where the action itself tells: zero if who is named in it pays. */
  feeMaxWei?: bigint;
}

/** Has an action signed by the connected account and sends it; resolves with its hash. */
export type Transact = (
  client: WeftClient,
  action: ActionRequest,
  onStage: (stage: TransactionStage) => void,
) => Promise<Hash>;
