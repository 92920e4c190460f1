import { useState } from 'react';
import type { ErrorObject } from '../../lib/client/types.ts';
import { useClient } from '../../lib/react/use-client.ts';
import { problemFrom } from '../../lib/ui/problem.ts';
import type { NodeControls } from './node-controls.ts';

/** Sends a wish to the node and remembers why it was refused. */
export function useNodeControls(): NodeControls {
  const client = useClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorObject>();
  const ask = (wish: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    wish()
      .catch((thrown) => setError(problemFrom(thrown)))
      .finally(() => setBusy(false));
  };
  return {
    pause: () => client && ask(client.pause),
    resume: () => client && ask(client.resume),
    stop: () => client && ask(client.stop),
    restart: () => location.reload(),
    isBusy: isBusy || !client,
    error,
  };
}
