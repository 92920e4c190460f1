import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { errorObjectFrom, WeftError } from '../lib/core/errors.ts';
import { textFromBytes } from '../lib/core/utf8.ts';
import { HALT_KEY } from '../lib/node/block-store/storage-keys.ts';
import { haltReportFromText, replayHalt } from '../lib/node/consensus/replay-halt.ts';
import { openLevelDbStorage } from '../lib/platform/nodejs/leveldb-storage.ts';

// Takes the step that stopped a node once more: from the database of a seed, or from a file.

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    file: { type: 'string' },
    save: { type: 'string' },
  },
});

try {
  const text = await reportText();
  if (values.save) await writeFile(values.save, text);
  const report = haltReportFromText(text);
  const again = replayHalt(report);
  print({ stopped: report.problem, event: report.event?.type ?? 'none was kept' });
  print(again ? { again } : 'This time the step went through, or there is none to take.');
} catch (thrown) {
  print(errorObjectFrom(thrown));
  process.exitCode = 1;
}

async function reportText(): Promise<string> {
  if (values.file) return readFile(values.file, 'utf8');
  if (!values.data) throw new WeftError('replay/missing-option', '--data or --file is needed');
  const storage = await openLevelDbStorage({ directory: values.data });
  try {
    const kept = await storage.get('meta', HALT_KEY);
    if (kept) return textFromBytes(kept);
  } finally {
    await storage.close();
  }
  throw new WeftError('replay/nothing-kept', 'this node has never stopped by itself', {
    data: values.data,
  });
}

function print(value: unknown) {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
