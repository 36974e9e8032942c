/**
 * One bound SMPP link: pipelined submits out, answers and inbound messages in. Alone knows jSMPP.
 */
@NullMarked
package dev.notifier.worker.smpp;

import org.jspecify.annotations.NullMarked;
