import { useContext, useEffect, useState } from 'react';
import type { NetworkFile } from '../node/network-file.ts';
import { JoinedNodeContext } from './joined-node-context.ts';

/** The network file as pages know it. */
export type LoadedNetworkFile = NetworkFile;

/** The network this site is of; undefined until it is loaded, and when it cannot be. */
export function useNetworkFile(): LoadedNetworkFile | undefined {
  const joined = useContext(JoinedNodeContext);
  const [file, setFile] = useState<LoadedNetworkFile>();
  useEffect(() => {
    let isCurrent = true;
    joined?.network.then(
      (loaded) => isCurrent && setFile(loaded),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [joined]);
  return file;
}
