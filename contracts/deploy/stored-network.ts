import { constants, copyFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { errorObjectFrom, WeftError } from '../../lib/core/errors.ts';
import {
  jsonFromNetworkFile,
  type NetworkFile,
  networkFileFromJson,
} from '../../lib/node/network-file.ts';

const CHECK =
  'Check the path given by --network; contracts/README.md tells under "Deployment" where such a file ' +
  'comes from.';

/** @throws WeftError `deploy/network-file`, which repeats nothing of a file: it could be a key's */
export function readNetwork(fileName: string): NetworkFile {
  const json = jsonFrom(fileName);
  try {
    return networkFileFromJson(json);
  } catch (thrown) {
    const { field } = errorObjectFrom(thrown).facts;
    const reason = field ? `"${field}" is missing or wrong` : 'it holds something else';
    throw refusal(fileName, `${fileName} is no network file: ${reason}.`);
  }
}

function jsonFrom(fileName: string): unknown {
  let text: string;
  try {
    text = readFileSync(fileName, 'utf8');
  } catch (thrown) {
    const { message } = errorObjectFrom(thrown);
    const isAbsent = message.startsWith('ENOENT');
    throw refusal(
      fileName,
      isAbsent
        ? `There is no network file ${fileName}.`
        : `${fileName} cannot be read: ${message}.`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(fileName, `${fileName} is no network file: it is not JSON.`);
  }
}

/** In one step, so that an interruption leaves a whole file. @throws WeftError as above */
export function saveNetwork(fileName: string, file: NetworkFile): void {
  try {
    writeFileSync(`${fileName}.new`, `${jsonFromNetworkFile(file)}\n`);
    renameSync(`${fileName}.new`, fileName);
  } catch (thrown) {
    const { message } = errorObjectFrom(thrown);
    const advice = 'Let its folder be writable, and do this step again.';
    throw refusal(fileName, `${fileName} cannot be written: ${message}.`, advice);
  }
}

/** Leaves the file as it is beside itself, under a name that is given back. */
export function keepNetwork(fileName: string): string {
  const kept = `${fileName}.${new Date().toISOString().replaceAll(':', '-')}`;
  copyFileSync(fileName, kept, constants.COPYFILE_EXCL);
  return kept;
}

function refusal(fileName: string, problem: string, advice = CHECK): WeftError {
  const message = `${problem} Nothing was sent or changed. ${advice}`;
  return new WeftError('deploy/network-file', message, { fileName });
}
