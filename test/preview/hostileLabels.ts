/** Labels that a careless preview would run, break on, or draw over its neighbours. */
export const hostileLabels: Readonly<Record<string, string>> = {
  'an image that fails': '<img src=x onerror="window.hacked = true">',
  'the end of a script': '</script><script>window.hacked = true</script>',
  'quotes and entities': '"quoted" \'single\' &amp; &lt;b&gt; `tick`',
  'a link that runs': '<a href="javascript:window.hacked = true">click</a>',
  'an SVG of its own': '<svg onload="window.hacked = true"><text>x</text></svg>',
  emoji: '🧨 Explosive 👩‍👩‍👧‍👦 family',
  'right-to-left text': 'هجوم التصيد الاحتيالي',
  'an override of direction': 'a\u202Egnp.exe\u202C b',
  'characters that XML forbids': 'bell\u0007 and null\u0000 and half a pair\uD83D.',
  '300 characters': 'x'.repeat(300),
  'a template': '${window.hacked = true}',
};
