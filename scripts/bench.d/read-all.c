/*
 * Reads every service of IPVS and the servers of each by generic netlink, and keeps nothing: what no
 * program that reads the same can undercut by much. As many threads ask for servers as are named,
 * each on a socket of its own. Prints the microseconds from the first question to the last answer.
 */
#include "ipvs-family.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

enum { SERVICES_MOST = 1000000, THREADS_MOST = 16, LONG_ANSWERS = 32768, SHORT_ANSWERS = 8192 };

/* What finds a service: these attributes as they came, one behind the other. */
struct key {
  int length;
  char attributes[64];
};

static struct key *keys;
static int services, threads;
static uint16_t family;

static int opened(void) {
  struct sockaddr_nl address = {.nl_family = AF_NETLINK};
  int one = socket(AF_NETLINK, SOCK_RAW, NETLINK_GENERIC);
  if (one < 0 || connect(one, (struct sockaddr *)&address, sizeof address) != 0) {
    fail("netlink");
  }
  return one;
}

static void ask(int netlink, uint16_t type, int flags, int command, int version,
                const void *attributes, int length) {
  char message[256] = {0};
  struct nlmsghdr *header = (struct nlmsghdr *)message;
  struct genlmsghdr *generic = NLMSG_DATA(header);
  header->nlmsg_len = NLMSG_LENGTH(GENL_HDRLEN) + length;
  header->nlmsg_type = type;
  header->nlmsg_flags = NLM_F_REQUEST | flags;
  generic->cmd = command;
  generic->version = version;
  memcpy((char *)generic + GENL_HDRLEN, attributes, length);
  if (send(netlink, message, header->nlmsg_len, 0) < 0) {
    fail("send");
  }
}

/* Hands every message of a listing to somebody, if there is somebody. */
static void listing(int netlink, char *answer, int most, void (*take)(struct nlmsghdr *)) {
  for (;;) {
    int length = recv(netlink, answer, most, 0);
    if (length < 0) {
      fail("recv");
    }
    for (struct nlmsghdr *one = (struct nlmsghdr *)answer; NLMSG_OK(one, length);
         one = NLMSG_NEXT(one, length)) {
      if (one->nlmsg_type == NLMSG_DONE) {
        return;
      }
      if (one->nlmsg_type == NLMSG_ERROR) {
        fprintf(stderr, "refused: %s\n", strerror(-((struct nlmsgerr *)NLMSG_DATA(one))->error));
        exit(1);
      }
      if (take != NULL) {
        take(one);
      }
    }
  }
}

static void take_service(struct nlmsghdr *message) {
  char *nest = (char *)NLMSG_DATA(message) + GENL_HDRLEN;
  char *end = nest + ((struct nlattr *)nest)->nla_len;
  struct key *key = &keys[services];
  if (services == SERVICES_MOST) {
    fprintf(stderr, "more than %d services\n", SERVICES_MOST);
    exit(1);
  }
  for (char *at = nest + NLA_HDRLEN; at < end;) {
    struct nlattr *attribute = (struct nlattr *)at;
    int aligned = NLA_ALIGN(attribute->nla_len);
    if (attribute->nla_type <= IPVS_SVC_ATTR_FWMARK) {
      memcpy(key->attributes + key->length, at, aligned);
      key->length += aligned;
    }
    at += aligned;
  }
  services++;
}

static void *read_servers(void *part) {
  int netlink = opened();
  char *answer = malloc(SHORT_ANSWERS);
  for (long at = (long)part; at < services; at += threads) {
    char nest[80];
    struct nlattr *header = (struct nlattr *)nest;
    header->nla_type = IPVS_CMD_ATTR_SERVICE | NLA_F_NESTED;
    header->nla_len = NLA_HDRLEN + keys[at].length;
    memcpy(nest + NLA_HDRLEN, keys[at].attributes, keys[at].length);
    ask(netlink, family, NLM_F_DUMP, IPVS_CMD_GET_DEST, IPVS_GENL_VERSION, nest, header->nla_len);
    listing(netlink, answer, SHORT_ANSWERS, NULL);
  }
  return NULL;
}

int main(int count, char **arguments) {
  threads = count == 2 ? atoi(arguments[1]) : 0;
  if (threads < 1 || threads > THREADS_MOST) {
    fprintf(stderr, "usage: read-all THREADS, 1 to %d\n", THREADS_MOST);
    return 64;
  }
  keys = calloc(SERVICES_MOST, sizeof *keys);
  int netlink = opened();
  char *answer = malloc(LONG_ANSWERS);
  family = family_of_ipvs(netlink);

  struct timespec begin, end;
  pthread_t helpers[THREADS_MOST];
  clock_gettime(CLOCK_MONOTONIC, &begin);
  ask(netlink, family, NLM_F_DUMP, IPVS_CMD_GET_SERVICE, IPVS_GENL_VERSION, "", 0);
  listing(netlink, answer, LONG_ANSWERS, take_service);
  for (long part = 0; part < threads; part++) {
    pthread_create(&helpers[part], NULL, read_servers, (void *)part);
  }
  for (int part = 0; part < threads; part++) {
    pthread_join(helpers[part], NULL);
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("%ld\n", (end.tv_sec - begin.tv_sec) * 1000000 + (end.tv_nsec - begin.tv_nsec) / 1000);
  return 0;
}
