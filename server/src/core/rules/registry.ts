import { badLink } from './bad-link/rule';
import { badSuppression } from './bad-suppression/rule';
import { deprecatedId } from './deprecated-id/rule';
import { detachedTechnique } from './detached-technique/rule';
import { duplicateEdge } from './duplicate-edge/rule';
import { duplicateInList } from './duplicate-in-list/rule';
import { edgeDirection } from './edge-direction/rule';
import { futureId } from './future-id/rule';
import { graphPitfall } from './graph-pitfall/rule';
import { graphPortability } from './graph-portability/rule';
import { graphSyntax } from './graph-syntax/rule';
import { graphTooLarge } from './graph-too-large/rule';
import { malformedId } from './malformed-id/rule';
import { missingInGraph } from './missing-in-graph/rule';
import { missingInList } from './missing-in-list/rule';
import { missingSection } from './missing-section/rule';
import { mitigationMissing } from './mitigation-missing/rule';
import { mitigationNotInAttack } from './mitigation-not-in-attack/rule';
import { nameMismatch } from './name-mismatch/rule';
import { pageIdentity } from './page-identity/rule';
import { revokedId } from './revoked-id/rule';
import { techniqueMissing } from './technique-missing/rule';
import { techniqueNotInAttack } from './technique-not-in-attack/rule';
import { unclosedFence } from './unclosed-fence/rule';
import { unknownId } from './unknown-id/rule';
import { wrongDomain } from './wrong-domain/rule';
import type { Rule } from './rule';

/** Every rule, in the order in which the documentation lists them. Nothing else knows all rules. */
export const rules: readonly Rule[] = [
  malformedId,
  unknownId,
  futureId,
  revokedId,
  deprecatedId,
  wrongDomain,
  nameMismatch,
  badLink,
  pageIdentity,
  missingInGraph,
  missingInList,
  duplicateInList,
  duplicateEdge,
  edgeDirection,
  detachedTechnique,
  mitigationNotInAttack,
  mitigationMissing,
  techniqueNotInAttack,
  techniqueMissing,
  graphSyntax,
  graphTooLarge,
  graphPortability,
  graphPitfall,
  unclosedFence,
  missingSection,
  badSuppression,
];
