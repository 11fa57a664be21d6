/** The page that explains a rule. */
export function ruleUrl(code: string): string {
  return `https://github.com/attackmark/attackmark/blob/main/docs/rules/${code}.md`;
}
