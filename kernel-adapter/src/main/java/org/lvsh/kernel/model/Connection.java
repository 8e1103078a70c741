package org.lvsh.kernel.model;

import java.time.Duration;

/**
 * A line of {@code ip_vs_conn} in /proc. A persistence template has client port 0; a mark's
 * template has protocol number 0 and the mark in place of the virtual address.
 *
 * @param protocol the number in the IP header; 0 (IP) for a mark's template
 * @param virtualAddress as the kernel prints it: an address, or the mark of a mark's template
 * @param expires time left, whole seconds
 * @param engineData what a persistence engine keeps, such as {@code sip abc@host}; may be empty
 */
public record Connection(
    int protocol,
    IpAddress client,
    int clientPort,
    IpAddress virtualAddress,
    int virtualPort,
    IpAddress server,
    int serverPort,
    String state,
    Duration expires,
    String engineData) {}
