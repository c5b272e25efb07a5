package org.connectme.deployment;

import java.util.List;

/**
 * What was found after a deployment.
 *
 * @param findings for the operator to read
 * @param problems what must not be; empty if nothing was lost
 */
record Proof(List<String> findings, List<String> problems) {}
