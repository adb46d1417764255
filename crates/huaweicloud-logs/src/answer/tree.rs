//! Making the tree out of a typed answer.

use std::borrow::Cow;

use serde::ser::{Error as _, Impossible, SerializeMap, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};
use serde_json::{Error, Value};

use super::Answer;

pub(super) struct Tree;

/// Leaves what has no parts to `serde_json`.
macro_rules! plain {
    ($($method:ident($($argument:ident: $kind:ty),*);)*) => {$(
        fn $method(self, $($argument: $kind),*) -> Result<Answer, Error> {
            serde_json::value::Serializer.$method($($argument),*).map(Answer::Plain)
        }
    )*};
}

impl Serializer for Tree {
    type Ok = Answer;
    type Error = Error;
    type SerializeSeq = List;
    type SerializeMap = Object;
    type SerializeStruct = Object;
    // The generated types have none of these.
    type SerializeTuple = Impossible<Answer, Error>;
    type SerializeTupleStruct = Impossible<Answer, Error>;
    type SerializeTupleVariant = Impossible<Answer, Error>;
    type SerializeStructVariant = Impossible<Answer, Error>;

    plain! {
        serialize_bool(v: bool);
        serialize_i8(v: i8);
        serialize_i16(v: i16);
        serialize_i32(v: i32);
        serialize_i64(v: i64);
        serialize_u8(v: u8);
        serialize_u16(v: u16);
        serialize_u32(v: u32);
        serialize_u64(v: u64);
        serialize_f32(v: f32);
        serialize_f64(v: f64);
        serialize_char(v: char);
        serialize_str(v: &str);
        serialize_bytes(v: &[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(name: &'static str);
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str);
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Answer, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<Answer, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<Answer, Error> {
        Err(foreign())
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<List, Error> {
        Ok(List(Vec::with_capacity(length.unwrap_or_default())))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Object, Error> {
        Ok(Object { fields: Vec::with_capacity(length.unwrap_or_default()), name: None })
    }

    fn serialize_struct(self, _name: &'static str, length: usize) -> Result<Object, Error> {
        self.serialize_map(Some(length))
    }

    fn serialize_tuple(self, _length: usize) -> Result<Self::SerializeTuple, Error> {
        Err(foreign())
    }

    fn serialize_tuple_struct(
        self,
        _name: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        Err(foreign())
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(foreign())
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _length: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(foreign())
    }
}

fn foreign() -> Error {
    Error::custom("it has a part that no answer has in JSON")
}

pub(super) struct List(Vec<Answer>);

impl SerializeSeq for List {
    type Ok = Answer;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.0.push(value.serialize(Tree)?);
        Ok(())
    }

    fn end(self) -> Result<Answer, Error> {
        Ok(Answer::List(self.0))
    }
}

pub(super) struct Object {
    fields: Vec<(Cow<'static, str>, Answer)>,
    /// Of the entry that comes next, in a map.
    name: Option<String>,
}

impl SerializeStruct for Object {
    type Ok = Answer;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.fields.push((Cow::Borrowed(name), value.serialize(Tree)?));
        Ok(())
    }

    fn end(self) -> Result<Answer, Error> {
        Ok(Answer::Object(self.fields))
    }
}

impl SerializeMap for Object {
    type Ok = Answer;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), Error> {
        match name.serialize(Tree)? {
            Answer::Plain(Value::String(name)) => self.name = Some(name),
            _ => return Err(foreign()),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let name = self.name.take().ok_or_else(foreign)?;
        self.fields.push((Cow::Owned(name), value.serialize(Tree)?));
        Ok(())
    }

    fn end(self) -> Result<Answer, Error> {
        Ok(Answer::Object(self.fields))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};
    use serde::Serialize;
    use serde_json::{Map, Value};

    use super::Answer;

    fn json(answer: Answer) -> Value {
        match answer {
            Answer::Plain(value) => value,
            Answer::List(list) => list.into_iter().map(json).collect(),
            Answer::Object(fields) => {
                let fields = fields.into_iter().map(|(name, part)| (name.into_owned(), json(part)));
                Value::Object(fields.collect::<Map<_, _>>())
            }
        }
    }

    #[derive(Serialize)]
    struct Typed {
        word: Option<Word>,
        #[serde(skip_serializing_if = "Option::is_none")]
        left_out: Option<i64>,
        wrapped: Wrapped,
        #[serde(rename = "type")]
        kind: Word,
        more: BTreeMap<String, f64>,
        nothing: (),
    }

    #[derive(Serialize)]
    struct Wrapped(Vec<Option<u64>>);

    #[derive(Serialize)]
    enum Word {
        Slow,
    }

    #[test]
    fn a_typed_answer_is_what_it_is_in_json() {
        let typed = Typed {
            word: None,
            left_out: None,
            wrapped: Wrapped(vec![Some(u64::MAX), None]),
            kind: Word::Slow,
            more: BTreeMap::from([("a".into(), 0.5)]),
            nothing: (),
        };
        assert_eq!(json(Answer::of(&typed).unwrap()), serde_json::to_value(&typed).unwrap());
    }

    #[test]
    fn what_json_has_no_object_for_is_an_error() {
        assert!(Answer::of(&BTreeMap::from([([1], 1)])).is_err());
        assert!(Answer::of(&Some((1, 2))).is_err());
    }

    fn value() -> impl Strategy<Value = Value> {
        let plain = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            ".{0,4}".prop_map(Value::from),
        ];
        plain.prop_recursive(3, 24, 4, |part| {
            let list = prop::collection::vec(part.clone(), 0..4).prop_map(Value::from);
            let object = prop::collection::btree_map("[a-c]", part, 0..4);
            prop_oneof![list, object.prop_map(|it| Value::Object(it.into_iter().collect()))]
        })
    }

    proptest! {
        #[test]
        fn any_json_stays_as_it_is_and_pointers_lead_to_the_same(value in value()) {
            let answer = Answer::of(&value).unwrap();
            for pointer in ["", "/a", "/b/a", "/c/c/b"] {
                let found = answer.find(pointer).cloned().map(json);
                // A list's places are not for the table.
                let expected = value.pointer(pointer);
                assert_eq!(found.as_ref(), expected);
            }
            assert_eq!(json(answer), value);
        }
    }
}
