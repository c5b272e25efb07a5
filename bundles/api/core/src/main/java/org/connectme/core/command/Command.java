package org.connectme.core.command;

/** Something asked of one consultation. Implementations are records. */
public interface Command {}
