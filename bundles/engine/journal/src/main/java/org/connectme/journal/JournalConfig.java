package org.connectme.journal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of PID {@value #PID}; all components of this bundle share them. */
@ObjectClassDefinition(name = "ConnectMe journal")
public @interface JournalConfig {

    String PID = "org.connectme.journal";

    @AttributeDefinition(description = "This node's name; it differs from node to node and stays the same for ever")
    String node() default "node-1";

    @AttributeDefinition(
            description =
                    "Folder of master.key, which every node has a copy of, and of the node's own signing key; empty: keys in CONNECTME_HOME")
    String keys_directory() default "";

    @AttributeDefinition(description = "Journals kept in memory, some 10 kB each")
    int journals_cached() default 2_000;

    @AttributeDefinition(description = "Reactions that run at the same time on this node")
    int reaction_threads() default 16;
}
