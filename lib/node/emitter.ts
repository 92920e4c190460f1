/** Listeners of one kind of value. */
export interface Emitter<Value> {
  emit(value: Value): void;
  /** The result ends the subscription. */
  on(listener: (value: Value) => void): () => void;
}

export function createEmitter<Value>(): Emitter<Value> {
  const listeners = new Set<(value: Value) => void>();
  return {
    emit(value) {
      for (const listener of [...listeners]) listener(value);
    },
    on(listener) {
      // A wrapper of its own, so that one function may listen twice.
      const entry = (value: Value) => listener(value);
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
  };
}
