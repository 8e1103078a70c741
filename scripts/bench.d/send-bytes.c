/*
 * Sends recorded datagrams to the kernel's generic netlink and waits for each acknowledgement that
 * they ask for, as plainly as can be: what no program that sends the same can undercut by much. The
 * file holds each datagram behind its length, four bytes in the order of this machine; its messages go
 * to the number that IPVS has now. Prints the microseconds from the first one sent to the last answer.
 */
#include "ipvs-family.h"

#include <string.h>
#include <time.h>

static char answer[32 * 1024];

static int messages_in(const char *datagram, uint32_t length) {
  int count = 0;
  while (length >= NLMSG_HDRLEN) {
    const struct nlmsghdr *message = (const struct nlmsghdr *)datagram;
    uint32_t aligned = NLMSG_ALIGN(message->nlmsg_len);
    if (message->nlmsg_len < NLMSG_HDRLEN || message->nlmsg_len > length) {
      fprintf(stderr, "a message of %u bytes in %u\n", message->nlmsg_len, length);
      exit(1);
    }
    count += (message->nlmsg_flags & NLM_F_ACK) != 0;
    datagram += aligned;
    length -= aligned < length ? aligned : length;
  }
  return count;
}

static void address_to(uint16_t family, char *datagram, uint32_t length) {
  for (uint32_t at = 0; at < length;) {
    struct nlmsghdr *message = (struct nlmsghdr *)(datagram + at);
    message->nlmsg_type = family;
    at += NLMSG_ALIGN(message->nlmsg_len);
  }
}

/* Takes the answers of one datagram from the kernel, and tells how many there were. */
static int take_answers(int socket_of_netlink) {
  int count = 0;
  int length = recv(socket_of_netlink, answer, sizeof answer, 0);
  if (length < 0) {
    fail("recv");
  }
  for (struct nlmsghdr *one = (struct nlmsghdr *)answer; NLMSG_OK(one, length);
       one = NLMSG_NEXT(one, length)) {
    if (one->nlmsg_type == NLMSG_ERROR) {
      int error = ((struct nlmsgerr *)NLMSG_DATA(one))->error;
      if (error != 0) {
        fprintf(stderr, "refused: %s\n", strerror(-error));
        exit(1);
      }
      count++;
    }
  }
  return count;
}

int main(int count, char **arguments) {
  FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
  if (file == NULL) {
    fprintf(stderr, "usage: send-bytes FILE\n");
    return 64;
  }
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  char *bytes = malloc(size);
  if (bytes == NULL || fread(bytes, 1, size, file) != (size_t)size) {
    fail(arguments[1]);
  }
  if (size == 0) {
    fprintf(stderr, "%s: nothing to send\n", arguments[1]);
    return 1;
  }
  int kernel = socket(AF_NETLINK, SOCK_RAW, NETLINK_GENERIC);
  struct sockaddr_nl address = {.nl_family = AF_NETLINK};
  int kept = 1024 * 1024, on = 1;
  if (kernel < 0 || connect(kernel, (struct sockaddr *)&address, sizeof address) != 0) {
    fail("netlink");
  }
  setsockopt(kernel, SOL_SOCKET, SO_RCVBUFFORCE, &kept, sizeof kept);
  setsockopt(kernel, SOL_SOCKET, SO_SNDBUFFORCE, &kept, sizeof kept);
  setsockopt(kernel, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on);
  uint16_t family = family_of_ipvs(kernel);
  for (char *at = bytes; at < bytes + size;) {
    uint32_t length;
    memcpy(&length, at, sizeof length);
    address_to(family, at + sizeof length, length);
    at += sizeof length + length;
  }

  struct timespec begin, end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  for (char *at = bytes; at < bytes + size;) {
    uint32_t length;
    memcpy(&length, at, sizeof length);
    at += sizeof length;
    if (send(kernel, at, length, 0) != length) {
      fail("send");
    }
    for (int awaited = messages_in(at, length); awaited > 0;) {
      awaited -= take_answers(kernel);
    }
    at += length;
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("%ld\n", (end.tv_sec - begin.tv_sec) * 1000000 + (end.tv_nsec - begin.tv_nsec) / 1000);
  return 0;
}
