/** The page that explains a rule. */
export function ruleUrl(code: string): string {
  return `https://github.com/attackmark/attackmark/blob/main/server/src/core/rules/${code}/README.md`;
}
