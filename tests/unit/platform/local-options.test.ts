import { describe, expect, it } from 'vitest';
import { localOptionsFrom } from '../../../lib/platform/nodejs/local-options.ts';

const parse = (...parameters: string[]) => localOptionsFrom(parameters, {});

describe('options of a local network', () => {
  it('has a value for each that is not given', () => {
    expect(parse()).toEqual({
      sitePort: 3000,
      ethereumPort: 8545,
      ethereumUrls: [],
      basePort: 4100,
      pace: { minBlockMs: 500, epochMs: 60_000 },
      folder: '.weft/local',
      site: 'out',
      fresh: false,
      relayOnly: false,
      empty: false,
    });
  });

  it('takes those that are given, with a blank or an equals sign', () => {
    const urls = parse('--ethereum-urls', 'http://a,http://b').ethereumUrls;
    expect(urls).toEqual(['http://a', 'http://b']);
    expect(parse('--site-port', '3001', '--data=elsewhere/x', '--fresh')).toMatchObject({
      ...{ sitePort: 3001, folder: 'elsewhere/x', fresh: true },
    });
  });

  it.each([
    ['--site-port needs a port number from 1 to 65535, not "0".', ['--site-port', '0']],
    ['--ethereum-port needs a port number from 1 to 65535, not "1.5".', ['--ethereum-port=1.5']],
    ['--base-port needs a port number from 1 to 65528, not "65529".', ['--base-port', '65529']],
    ['Port 8545 is asked for twice.', ['--site-port', '8545']],
    ['Port 4107 is asked for twice.', ['--ethereum-port', '4107']],
    ['--epoch-ms needs a whole number above 0, not "soon".', ['--epoch-ms', 'soon']],
    ['--min-block-ms needs a whole number above 0, not "0".', ['--min-block-ms', '0']],
    ['--data needs a folder.', ['--data', '--fresh']],
    ['--data needs a folder.', ['--data=']],
    ['--site-port needs a port.', ['--site-port']],
    ['--fresh takes no value.', ['--fresh=yes']],
    ['There is no option --toString.', ['--toString']],
    ['There is no option -x.', ['-x']],
    ['"3001" belongs to no option.', ['3001']],
  ])('says: %s', (sentence, parameters) => {
    expect(() => parse(...parameters)).toThrow(`${sentence}\n\nOptions`);
  });

  it('does not delete the chain that a relay would go on with', () => {
    expect(parse('--relay-only').relayOnly).toBe(true);
    expect(() => parse('--relay-only', '--fresh')).toThrow('Leave one out.');
  });

  it('notices that npm kept an option, and says how to give it', () => {
    const environment = { npm_lifecycle_event: 'start', npm_config_site_port: 'true' };
    expect(() => localOptionsFrom(['3001'], environment)).toThrow(
      'Put two dashes before the options: npm start -- --site-port <port>\n\nOptions',
    );
    const fresh = { npm_lifecycle_event: 'start', npm_config_fresh: 'true' };
    expect(() => localOptionsFrom([], fresh)).toThrow('options: npm start -- --fresh\n\nOptions');
  });
});
