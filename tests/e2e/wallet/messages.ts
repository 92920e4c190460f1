import type { Json } from '@metamask/json-rpc-engine/v2';

/** What a page asks, from the provider through the content script to the service worker. */
export interface PageRequest {
  id: number;
  method: string;
  params?: Json[] | Record<string, Json>;
}

/** An EIP-1474 error as it crosses a port. */
export interface PortError {
  code: number;
  message: string;
  data?: unknown;
}

/** What comes back: the answer to one request, or an EIP-1193 event. */
export type PageReply =
  | { id: number; result: unknown }
  | { id: number; error: PortError }
  | { event: 'accountsChanged' | 'chainChanged'; value: unknown };

/** One readable line of a question. */
export interface Row {
  label: string;
  value: string;
}

/** A question to the person, as the popup shows it. */
export interface Question {
  origin: string;
  method: string;
  title: string;
  sections: { heading: string; rows: Row[] }[];
  /** Accounts the person may pick from; empty when the question is not about accounts. */
  accounts: string[];
  selected: string[];
  approveLabel: string;
}

/** What the popup and the wallet's own window say to the service worker. */
export type WindowMessage =
  | { type: 'question'; id: string }
  | { type: 'answer'; id: string; approved: boolean; accounts: string[] }
  | { type: 'home' }
  | { type: 'lock'; locked: boolean }
  | { type: 'select-account'; address: string };

/** What the wallet's own window shows. */
export interface HomeView {
  locked: boolean;
  accounts: string[];
  active: string;
  network: string;
}
