interface Event<Listener> {
  addListener(listener: Listener): void;
}

export interface Port {
  sender?: { origin?: string };
  postMessage(message: unknown): void;
  onMessage: Event<(message: unknown) => void>;
  onDisconnect: Event<() => void>;
}

/** The part of the extension interface that the test wallet uses. */
interface Chrome {
  runtime: {
    connect(options: { name: string }): Port;
    onConnect: Event<(port: Port) => void>;
    sendMessage<Answer>(message: unknown): Promise<Answer>;
    onMessage: Event<
      (message: unknown, sender: unknown, respond: (answer: unknown) => void) => boolean
    >;
  };
  storage: {
    local: {
      get(key: string): Promise<Record<string, unknown>>;
      set(items: Record<string, unknown>): Promise<void>;
    };
  };
  windows: {
    create(options: {
      url: string;
      type: 'popup';
      width: number;
      height: number;
    }): Promise<{ id?: number }>;
    onRemoved: Event<(windowId: number) => void>;
  };
}

export const { chrome } = globalThis as unknown as { chrome: Chrome };
