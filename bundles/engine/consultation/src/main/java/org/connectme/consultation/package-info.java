/** The life of one appointment: scheduled, agreed, joined, ended. And the consultants' rate plans. */
@NullMarked
package org.connectme.consultation;

import org.jspecify.annotations.NullMarked;
