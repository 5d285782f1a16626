#include "sync/couchdb_rule.h"

namespace wv::sync {

namespace {

// Why each part stands there:
//  - Underscores: a plain new document comes with `_id` alone. `_rev` and `_revisions` come with a change and
//  with every
//    replicated write (new_edits=false), which is compared with nothing when it goes on from no revision that
//    is there, and whose revisions may start at 0 or below (couch_doc.erl, parse_rev); `_attachments` and
//    `_deleted` are no envelope's.
//  - oldDoc: for a change of a document that this engine shows otherwise.
//  - The day: a year ahead is a clock that went wrong, and such a message would never be retired. Days long
//  ago stay
//    allowed: a device whose clock is dead has something to deliver too. A server that lost its own clock
//    doesn't judge.
//  - The text under the seal is looked at in pieces, since old engines recur on a long match.
constexpr char kBefore[] = R"js(function (newDoc, oldDoc, userCtx) {
  var box = ')js";
constexpr char kJudge[] = R"js(;
  var most = 4194304;
  function no(why) { throw({forbidden: 'wijkverbinder: ' + why}); }
  function has(object, name) { return Object.prototype.hasOwnProperty.call(object, name); }
  function isText(value, longest) { return typeof value === 'string' && value.length > 0 && value.length <= longest; }
  function isObject(value) { return typeof value === 'object' && value !== null && !Array.isArray(value); }
  function isBase64(value, longest) {
    if (!isText(value, longest)) { return false; }
    for (var at = 0; at < value.length; at += 1000) {
      if (!/^[A-Za-z0-9_-]+$/.test(value.substring(at, at + 1000))) { return false; }
    }
    return true;
  }
  function only(object, allowed, what) {
    for (var name in object) {
      if (has(object, name) && allowed.indexOf(name) < 0) { no(what + ': a member that no envelope has'); }
    }
  }
  function isDay(value) {
    var parts = typeof value === 'string' && /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
    if (!parts) { return false; }
    var time = Date.UTC(+parts[1], +parts[2] - 1, +parts[3]), day = new Date(time), now = new Date();
    if (+parts[1] < 1970 || day.getUTCMonth() !== +parts[2] - 1 || day.getUTCDate() !== +parts[3]) { return false; }
    return now.getUTCFullYear() < 2026 || time <= now.getTime() + 366 * 86400000;
  }
  function judgeRecipient(one) {
    if (!isObject(one) || !isObject(one.header)) { no('jwe: a recipient is none'); }
    only(one, ['header', 'encrypted_key'], 'recipient');
    var known = box === 'answers' ? ['A256KW'] : ['ECDH-ES+A256KW', 'RSA-OAEP-256'];
    if (known.indexOf(one.header.alg) < 0) { no('jwe: an algorithm that is not used here'); }
    if (box !== 'answers' && newDoc.kids.indexOf(one.header.kid) < 0) { no('kids: not those of the recipients'); }
    if (!isBase64(one.encrypted_key, 2048) || JSON.stringify(one.header).length > 4096) { no('jwe: a recipient is none'); }
  }
  function judgeSealed(jwe) {
    if (!isObject(jwe)) { no('jwe: missing'); }
    only(jwe, ['protected', 'recipients', 'iv', 'ciphertext', 'tag'], 'jwe');
    if (!isBase64(jwe['protected'], 8192)) { no('jwe: protected'); }
    if (!isBase64(jwe.iv, 16) || jwe.iv.length !== 16) { no('jwe: iv'); }
    if (!isBase64(jwe.tag, 22) || jwe.tag.length !== 22) { no('jwe: tag'); }
    if (newDoc.size % 4096 !== 0) { no('size: not in steps of 4096'); }
    if (!isBase64(jwe.ciphertext, most) || jwe.ciphertext.length !== Math.ceil(newDoc.size * 4 / 3)) { no('size: not that of what is sealed'); }
    if (!Array.isArray(jwe.recipients) || jwe.recipients.length < 1 || jwe.recipients.length > 64) { no('jwe: recipients'); }
    if (box !== 'answers' && jwe.recipients.length !== newDoc.kids.length) { no('kids: not those of the recipients'); }
    for (var i = 0; i < jwe.recipients.length; ++i) { judgeRecipient(jwe.recipients[i]); }
  }
  function judgeSigned(jws) {
    var parts = isText(jws, most) ? jws.split('.') : [];
    if (parts.length !== 3 || jws.length !== newDoc.size) { no('jws: not a signed document of that size'); }
    for (var i = 0; i < 3; ++i) { if (!isBase64(parts[i], most)) { no('jws: not a signed document'); } }
  }
  if (userCtx.roles.indexOf('_admin') >= 0) { return; }
  if (writers && !writers.some(function (role) { return userCtx.roles.indexOf(role) >= 0; })) { no('only ' + writers.join(', ') + ' write here'); }
  if (oldDoc) { no('create only'); }
  for (var name in newDoc) {
    if (has(newDoc, name) && name.charAt(0) === '_' && name !== '_id') { no('create only, and an envelope only (' + name + ')'); }
  }
  var signed = box === 'published';
  only(newDoc, ['_id', 'format', 'box', 'id', 'queued_on', 'clock', 'kids', 'size', 'sha256', signed ? 'jws' : 'jwe'].concat(box === 'answers' ? ['tag'] : []), 'envelope');
  if (newDoc.format !== 'wijkverbinder-envelope/1') { no('format: not an envelope'); }
  if (newDoc.box !== box) { no('box: another one'); }
  if (newDoc.id !== newDoc._id || !isText(newDoc.id, 36) || !/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(newDoc.id)) { no('id: not a UUID v4, or another than the document has'); }
  if (!isDay(newDoc.queued_on)) { no('queued_on: not a day, or one that lies too far ahead'); }
  if (has(newDoc, 'clock') && newDoc.clock !== 'confirmed' && newDoc.clock !== 'unconfirmed') { no('clock: confirmed or unconfirmed'); }
  if (typeof newDoc.size !== 'number' || newDoc.size % 1 !== 0 || newDoc.size < 1 || newDoc.size > most) { no('size'); }
  if (!isText(newDoc.sha256, 64) || !/^[0-9a-f]{64}$/.test(newDoc.sha256)) { no('sha256'); }
  var forReaders = box === 'inbox' || box === 'cases';
  if (!Array.isArray(newDoc.kids) || (newDoc.kids.length > 0) !== forReaders || newDoc.kids.length > 64) { no('kids'); }
  if (!newDoc.kids.every(function (kid) { return isText(kid, 256); })) { no('kids'); }
  if (box === 'answers' && (!isText(newDoc.tag, 32) || !/^[0-9a-f]{32}$/.test(newDoc.tag))) { no('tag'); }
  if (signed) { judgeSigned(newDoc.jws); } else { judgeSealed(newDoc.jwe); }
})js";

// Into the inbox goes whoever may enter (a kiosk, or the office that brings a stick's messages); the rest
// isn't a device's.
std::string writers_of(crypto::Box box) {
  const std::string team = std::string("'") + kTeamRole + "'";
  if (box == crypto::Box::inbox) return "null";
  if (box == crypto::Box::cases) return "[" + team + "]";
  return "[" + team + ", '" + kOfficeRole + "']";
}

}  // namespace

std::vector<std::string> roles_of(crypto::Box box) {
  if (box == crypto::Box::cases) return {kTeamRole};
  return {kDeviceRole, kTeamRole, kOfficeRole};
}

std::string rule_of(crypto::Box box) {
  return std::string(kBefore) + crypto::box_name(box) + "', writers = " + writers_of(box) + kJudge;
}

Json views_of(crypto::Box box) {
  if (box != crypto::Box::answers) return Json::object();
  return {
      {kByTag, {{"map", "function (doc) { if (typeof doc.tag === 'string') { emit(doc.tag, null); } }"}}}};
}

}  // namespace wv::sync
