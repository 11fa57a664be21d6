import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { ruleCodes } from '../../server/src/core/rules/codes';
import { readConfigurationText } from '../../server/src/core/configurationText';
import { levelsOf, parseDomain, parseSettings, settingDefinitions } from '../../server/src/core/settings';

/** Settings must be read without a problem. */
function good(value: unknown) {
  const { settings, problems } = parseSettings(value);
  deepStrictEqual(problems, []);
  return settings;
}

describe('settings', () => {
  it('are read from an object, each part by itself', () => {
    deepStrictEqual(good({}), {});
    deepStrictEqual(good({ attackVersion: 'latest' }), { attackVersion: 'latest' });
    deepStrictEqual(good({ attackVersion: '18.1', domain: 'ics' }), { attackVersion: '18.1', domain: 'ics' });
    deepStrictEqual(good({ rules: { 'name-mismatch': 'off', 'bad-link': 'hint' } }), {
      rules: new Map([
        ['name-mismatch', 'off'],
        ['bad-link', 'hint'],
      ]),
    });
    deepStrictEqual(good({ rules: {} }).rules, new Map());
  });

  it('take one of the words that there are, and say which otherwise', () => {
    deepStrictEqual(good({ prose: 'information', inlayHints: 'ids' }), { prose: 'information', inlayHints: 'ids' });
    deepStrictEqual(parseSettings({ prose: 'error', inlayHints: true }), {
      settings: {},
      problems: [
        'prose must be one of off, information, not "error".',
        'inlayHints must be one of off, ids, tactics, all, not true.',
      ],
    });
  });

  it('that are not there are none', () => {
    for (const value of [undefined, null, { attackVersion: undefined, domain: null, rules: null }])
      deepStrictEqual(good(value), {});
  });

  it('that an editor or a newer version adds are left alone', () => {
    deepStrictEqual(good({ $schema: 'x', trace: { server: 'off' }, catalogFolder: 5 }), {});
  });

  it('of the configuration file have the names and the place that they have nowhere else', () => {
    const problems = (value: unknown) => readConfigurationText('x', JSON.stringify(value)).problems;
    deepStrictEqual(problems({ 'attack-version': '15.1', 'attackmark.domain': 'ics', RULES: {} }), [
      'there is no setting "attack-version". Write "attackVersion".',
      'there is no setting "attackmark.domain". Write "domain".',
      'there is no setting "RULES". Write "rules".',
    ]);
    deepStrictEqual(problems({ exclude: ['archive/**'] }), [
      'exclude is a setting of editors, and does nothing in this file.',
    ]);
    deepStrictEqual(problems({ $schema: 'x', attackVersion: '15.1', ofTheFuture: 1 }), []);
    for (const value of [[], null, 1, 'x']) ok(problems(value).length <= 1);
  });

  it('take every level of every rule', () => {
    for (const level of ['off', 'hint', 'information', 'warning', 'error'] as const) {
      const rules = Object.fromEntries(ruleCodes.map(code => [code, level]));
      deepStrictEqual(good({ rules }).rules, new Map(ruleCodes.map(code => [code, level])));
    }
  });

  it('take versions as releases are numbered', () => {
    for (const attackVersion of ['1.0', '18', '18.1', '18.10', '9999.9999'])
      deepStrictEqual(good({ attackVersion }), { attackVersion });
    for (const attackVersion of [
      '',
      'v18.1',
      '18.1.0',
      '18.',
      '.1',
      ' 18.1',
      '18,1',
      'Latest',
      '99999',
      18.1,
      true,
      ['18.1'],
      {},
    ]) {
      const { settings, problems } = parseSettings({ attackVersion });
      deepStrictEqual(settings, {});
      strictEqual(problems.length, 1);
      match(problems[0]!, /^attackVersion must be "latest" or a version such as "18\.1", not /);
    }
  });

  it('take domains by their name or that of their STIX bundle', () => {
    for (const [name, domain] of [
      ['enterprise', 'enterprise'],
      ['mobile-attack', 'mobile'],
      ['ICS', 'ics'],
      ['ICS-Attack', 'ics'],
      ['auto', 'auto'],
    ] as const) {
      deepStrictEqual(good({ domain: name }), { domain });
    }
    for (const domain of ['', 'pre', 'ics-attack-attack', 'enterprise ', 'Auto', 5, ['ics'], { ics: true }]) {
      const { settings, problems } = parseSettings({ domain });
      deepStrictEqual([settings, problems.length], [{}, 1], JSON.stringify(domain));
      match(problems[0]!, /^domain must be one of auto, enterprise, mobile, ics, not /);
    }
    strictEqual(parseDomain('auto'), undefined);
    strictEqual(parseDomain(undefined), undefined);
  });

  it('of a wrong shape are left out, with one line that says so, and the rest is kept', () => {
    const { settings, problems } = parseSettings({
      attackVersion: 18,
      domain: 'ics',
      rules: {
        'no-such-rule': 'error',
        'name-mismatch': 'loud',
        'bad-link': 'error',
        'unknown-id': 3,
        'future-id': null,
      },
    });
    deepStrictEqual(settings, { domain: 'ics', rules: new Map([['bad-link', 'error']]) });
    deepStrictEqual(problems, [
      'attackVersion must be "latest" or a version such as "18.1", not 18.',
      'rules: there is no rule "no-such-rule".',
      'rules: name-mismatch must be off, hint, information, warning or error, not "loud".',
      'rules: unknown-id must be off, hint, information, warning or error, not 3.',
      'rules: future-id must be off, hint, information, warning or error, not null.',
    ]);
    for (const problem of problems) ok(!problem.includes('\n'));
  });

  it('that are no object are none, with one line that says so', () => {
    for (const value of ['x', 5, true, [], [{ domain: 'ics' }]]) {
      deepStrictEqual(parseSettings(value), { settings: {}, problems: ['The settings must be an object.'] });
    }
    for (const rules of ['off', 5, true, ['bad-link']]) {
      deepStrictEqual(parseSettings({ rules }).problems, ['rules must be an object of rule codes and levels.']);
    }
  });

  it('cannot reach what they must not', () => {
    const hostile: unknown = JSON.parse(
      '{"__proto__":{"domain":"ics","polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1,' +
        '"rules":{"__proto__":"error","constructor":"error","hasOwnProperty":"error","toString":"off"}}',
    );
    const { settings, problems } = parseSettings(hostile);
    deepStrictEqual(settings, { rules: new Map() });
    strictEqual(problems.length, 4);
    strictEqual(({} as Record<string, unknown>)['polluted'], undefined);
    strictEqual(Object.getPrototypeOf(settings), Object.prototype);
    deepStrictEqual(good(Object.create({ domain: 'ics' })), {});
  });

  it('do not change what they are read from', () => {
    const value = Object.freeze({ attackVersion: '18.1', rules: Object.freeze({ 'bad-link': 'off' }) });
    good(value);
    deepStrictEqual(value, { attackVersion: '18.1', rules: { 'bad-link': 'off' } });
  });

  it('of a file go before those of the editor, rule by rule', () => {
    const own = good({ rules: { 'bad-link': 'off', 'unknown-id': 'hint' } });
    const file = good({ rules: { 'bad-link': 'error', 'future-id': 'warning' } });
    deepStrictEqual(
      levelsOf({ own, file }),
      new Map([
        ['bad-link', 'error'],
        ['unknown-id', 'hint'],
        ['future-id', 'warning'],
      ]),
    );
    deepStrictEqual(levelsOf({ file }), file.rules);
    deepStrictEqual(levelsOf({ own, file: {} }), own.rules);
    deepStrictEqual(levelsOf({}), new Map());
  });

  it('have definitions whose defaults are read without a problem', () => {
    const defaults = Object.fromEntries(settingDefinitions.map(definition => [definition.key, definition.default]));
    deepStrictEqual(good(defaults), { ...defaults, rules: new Map() });
    for (const { key, pattern } of settingDefinitions) {
      if (pattern === undefined) continue;
      for (const text of ['latest', '18', '18.1', 'v18', '18.', '']) {
        strictEqual(
          new RegExp(pattern).test(text),
          parseSettings({ [key]: text }).problems.length === 0,
          `${key}: ${text}`,
        );
      }
    }
  });
});
