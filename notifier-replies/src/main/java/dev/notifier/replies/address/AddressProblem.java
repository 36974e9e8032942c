package dev.notifier.replies.address;

/**
 * An error in a configuration of an address.
 *
 * @param line from 1
 * @param column from 1, in characters (code points)
 * @param path such as {@code queries[2].parameters[0].forms[1].shape}; empty for the whole file
 * @param reason what is wrong and what to do, without a capital letter and a full stop
 */
public record AddressProblem(int line, int column, String path, String reason) {}
