import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { beforeAll, describe, expect, it } from 'vitest';
import { dependencyGraph } from './dependency-graph.ts';

const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');

const FENCE = /```mermaid\n([\s\S]*?)```/;

describe('the floors', () => {
  let result: ICruiseResult;

  beforeAll(async () => {
    const { options, ...ruleSet } = rules;
    const cruised = await cruise(['lib', 'app', 'workers'], {
      ...options,
      validate: true,
      ruleSet,
      tsConfig: { fileName: 'tsconfig.json' },
    });
    result = cruised.output as ICruiseResult;
  }, 60_000);

  it('are really cruised', () => {
    expect(result.summary.totalCruised).toBeGreaterThan(100);
  });

  it('look down only', () => {
    const broken = result.summary.violations.map(
      (one) => `${one.rule.name}: ${one.from} -> ${one.to}`,
    );
    expect(broken).toEqual([]);
  });

  it('are drawn in ARCHITECTURE.md as they are', () => {
    const text = readFileSync('ARCHITECTURE.md', 'utf8');
    if (process.env.UPDATE_GRAPH) {
      const fresh = text.replace(FENCE, `\`\`\`mermaid\n${dependencyGraph(result)}\`\`\``);
      writeFileSync('ARCHITECTURE.md', fresh);
      return;
    }
    const drawn = FENCE.exec(text)?.[1];
    expect(drawn, 'run `npm run graph` to draw it again').toBe(dependencyGraph(result));
  });

  it('leave no file that nothing imports', () => {
    // Processes, routes, and the adapters that tests and simulations run on.
    const entries = /^(workers\/|app\/.*(page|layout|not-found)\.tsx$|lib\/platform\/memory\/)/;
    // What contracts compute, too: their deployment and tests import it.
    const contracts =
      /^lib\/(core\/(contracts\/|sparse-merkle)|chain\/(checkpoint|coin-transfer|inbox)\.ts)/;
    const orphans = result.modules
      .filter((module) => /^(lib|app)\//.test(module.source))
      .filter(({ source }) => !entries.test(source) && !contracts.test(source))
      .filter((module) => module.dependents.length === 0)
      .map((module) => module.source);
    expect(orphans).toEqual([]);
  });
});
