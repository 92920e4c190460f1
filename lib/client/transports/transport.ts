/** A two-way channel of structured values. Messages arrive in the order they were posted. */
export interface Transport {
  /** Throws only if the value cannot be cloned. */
  post(message: unknown): void;
  /** One listener; messages that came before it was set are kept for it. */
  onMessage(listener: (message: unknown) => void): void;
  close(): void;
}
