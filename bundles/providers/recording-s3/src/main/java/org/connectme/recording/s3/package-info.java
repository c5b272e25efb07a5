/** Recordings, encrypted, with any service that speaks the S3 protocol. */
@NullMarked
package org.connectme.recording.s3;

import org.jspecify.annotations.NullMarked;
